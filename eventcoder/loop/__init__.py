"""The annotation loop over published versions: handing out, taking in, agreeing, adjudicating, gold."""
