// Asking the program. What is sent carries the key of this page, so that nothing else can send in its name.
const key = document.querySelector('meta[name="eventcoder-key"]').content;

export class Refused extends Error {
  constructor(problem, fields) {
    super(problem);
    this.fields = fields || {};
  }
}

async function answered(call) {
  let response;
  try {
    response = await call();
  } catch {
    throw new Refused("");
  }
  const json = response.headers.get("content-type")?.startsWith("application/json");
  const data = json ? await response.json() : { problem: await response.text() };
  if (!response.ok) throw new Refused(data.problem, data.fields);
  return data;
}

export function ask(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(given);
  return answered(() => fetch(`/api/${path}?${query}`, { cache: "no-store" }));
}

export function send(path, data) {
  const headers = { "Content-Type": "application/json", "X-Eventcoder-Key": key };
  return answered(() => fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(data) }));
}
