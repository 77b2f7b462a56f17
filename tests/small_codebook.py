"""A small codebook of imaginary actors, to write into a folder and break."""

from pathlib import Path

BASE = {
    "codebook.toml": (
        'name = "base"\nversion = "1"\nlanguages = ["en"]\nlicence = "CC0-1.0"\nauthors = ["Ada Example"]\n'
    ),
    "events.csv": (
        "code,parent,name,definition,quad_class,goldstein,plover_type,plover_mode,plover_contexts,requires_target\n"
        "04,,Consult,Talks.,1,1.0,CONSULT,,,yes\n"
        "042,04,Visit,Goes there.,1,1.9,CONSULT,visit,,yes\n"
    ),
    "roles.csv": "role,name,definition,priority\nGOV,Government,Rulers.,1\nNGO,NGO,Charities.,2\n",
    "agents.csv": "id,role,name_en,note\nminister,GOV,minister,title\n",
    "operators.csv": "operator,target,keep,note\nsay,,yes,\n",
    "compositions.csv": "operator,of,code\nsay,,=\n",
    "actors/all.csv": (
        "id,code,start,end,kind,name_en,wikidata,note\n"
        "alandia,ALD,,,country,Alandia|Aland,Q1,\n"
        "tina,ALDNGO,,2020,person,Tina Marlow,,\n"
        "tina,ALDGOV,2020,,person,Tina Marlow,,\n"
    ),
    "patterns/en.yaml": (
        "language: en\n"
        "frames:\n"
        "  go:\n"
        "    source: [subj]\n"
        "    target: [obj]\n"
        "light_verbs: [pay]\n"
        "patterns:\n"
        "- id: en-042-visit\n"
        '  code: "042"\n'
        "  frame: go\n"
        "  verbs: [visit]\n"
        "  examples:\n"
        '  - {text: "Tina Marlow visited Alandia.", events: [[ALDGOV, "042", ALD]]}\n'
        '  misses: ["A minister visited a museum."]\n'
        "- id: en-042-tour\n"
        '  code: "042"\n'
        "  frame: go\n"
        "  verbs: [tour]\n"
        "  examples:\n"
        '  - {text: "Tina Marlow toured Alandia.", events: [[ALDGOV, "042", ALD]]}\n'
        '  misses: ["A minister toured a museum."]\n'
    ),
}


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files by their path in the folder and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
