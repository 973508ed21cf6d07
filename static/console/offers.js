// What the editor offers at a place: the model's names and Cypher's words come from the server, parameters from their field.

const LABEL = /(?:\(\s*\w*\s*|\b(?:where|and|or|not|xor)\s+\w+\s*):\s*(?:\w+\s*[:|&]\s*)*(\w*)$/i;
const LINK = /\[\s*\w*\s*:\s*(?:\w+\s*\|\s*:?\s*)*(\w*)$/;
const KEY = /[([]\s*\w*\s*:\s*([\w\s:|&]+?)\s*\{(?:[^{}]*,)?\s*(\w*)$/;
const PROPERTY = /(?<![\w$])([A-Za-z_]\w*)\.(\w*)$/;
const PARAMETER = /\$(\w*)$/;
const PROCEDURE = /\bcall\s+([\w.]*)$/i;
const WORD = /\w+$/;

const named = (kind, list) => list.map(({ name, about }) => ({ label: name, type: kind, info: about }));
const plain = (kind, list) => list.map((label) => ({ label, type: kind }));

/** The properties of some labels or link types; of all where none is known. Each name once. */
function properties(words, types) {
  const every = [...words.labels, ...words.links];
  const known = types.flatMap((name) => every.filter((one) => one.name === name));
  const own = (known.length ? known : every).flatMap((one) => (one.like ? words.labels.find(({ name }) => name === one.like) : one).properties);
  const ofNode = !known.length || known.some((one) => words.labels.includes(one));
  const ofLink = !known.length || known.some((one) => words.links.includes(one));
  const all = [...own, ...(ofNode ? words.of_every_node : []), ...(ofLink ? words.of_every_link : [])];
  const once = new Map(all.map(({ name, type, about }) => [name, { label: name, type: 'property', detail: type, info: about }]));
  return [...once.values()];
}

const types = (text) => text.match(/\w+/g) ?? [];

/** The labels or link types that a variable was declared with: (p:Program), [r:FUNDS|EXTENDS]. */
function declared(variable, text) {
  const found = new RegExp(String.raw`[(\[]\s*${variable}\s*:\s*([\w\s:|&]+)`).exec(text);
  return found ? types(found[1]) : [];
}

const variables = (text) => [...new Set([...text.matchAll(/[([]\s*([A-Za-z_]\w*)\s*[:)\]{]|\bas\s+([A-Za-z_]\w*)/gi)].map((m) => m[1] ?? m[2]))];

/** What can stand behind the text `before`, and where what is being written begins; null where nothing is offered. */
export function offers(before, whole, words, parameters, explicit) {
  const at = (typed, options) => ({ from: before.length - typed.length, options, validFor: /^\w*$/ });
  let found = PARAMETER.exec(before);
  if (found) return at(found[1], plain('variable', parameters));
  if ((found = PROCEDURE.exec(before))) return { ...at(found[1], plain('function', words.procedures)), validFor: /^[\w.]*$/ };
  if ((found = LINK.exec(before))) return at(found[1], named('type', words.links));
  if ((found = LABEL.exec(before))) return at(found[1], named('class', words.labels));
  if ((found = KEY.exec(before))) return at(found[2], properties(words, types(found[1])));
  if ((found = PROPERTY.exec(before))) return at(found[2], properties(words, declared(found[1], whole)));
  found = WORD.exec(before);
  if (!found && !explicit) return null;
  const functions = words.functions.map((name) => ({ label: name, type: 'function', apply: `${name}(` }));
  return at(found?.[0] ?? '', [...plain('variable', variables(whole)), ...plain('keyword', words.keywords), ...functions]);
}

/** The names of the parameters field, one a line: name = value. */
export const parameterNames = (text) => [...text.matchAll(/^\s*\$?([A-Za-z_]\w*)\s*[:=]/gm)].map((found) => found[1]);
