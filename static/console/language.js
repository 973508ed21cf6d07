// Cypher for the editor: CodeMirror's mode, and what it leaves out: texts, names and comments over several lines, escapes, parameters,
// labels, numbers.
import { StreamLanguage, cypher } from './codemirror.js';

const REST = { "'": /^(?:[^'\\]|\\.)+/, '"': /^(?:[^"\\]|\\.)+/, '`': /^[^`]+/, '/*': /^(?:[^*]|\*(?!\/))+/ };
const STYLE = { "'": 'string', '"': 'string', '`': 'variableName', '/*': 'comment' };
const OWN = [
  [/^\$(?:\w+|`[^`]*`)/, 'variableName.special'],
  [/^:\s*[A-Za-z_]\w*/, 'typeName'],
  [/^\.\s*[A-Za-z_]\w*/, 'propertyName'],
  [/^[A-Za-z_]\w*(?=\s*:)/, 'variableName'],
  [/^\d+(?:\.\d+)?/, 'number'],
];
// What the mode calls its words, as the colours know them.
const WORDS = { def: 'keyword', builtin: 'macroName', atom: 'variableName', variable: 'variableName' };
// Words of administration, which nobody may use here: as a rule they are names.
const NAMES = /^(?:active|copy|current|database|element|graph|index|label|labels|name|names|node|nodes|property|relationship|role|roles|start|status|to|type|types|user|users)$/i;

function inside(stream, state) {
  const style = STYLE[state.within];
  if (!stream.match(REST[state.within]) && !stream.match(state.within === '/*' ? '*/' : state.within)) stream.next();
  else if (stream.string.slice(stream.start, stream.pos) === (state.within === '/*' ? '*/' : state.within)) state.within = '';
  return style;
}

function token(stream, state) {
  if (state.within) return inside(stream, state);
  const opening = stream.match(/^(?:['"`]|\/\*)/);
  if (opening) {
    state.within = opening[0];
    return STYLE[state.within];
  }
  for (const [pattern, style] of OWN) if (stream.match(pattern)) return style;
  const style = cypher.token(stream, state);
  if (style === 'keyword' && NAMES.test(stream.current())) return 'variableName';
  if (style === 'builtin' && !stream.match(/^\s*\(/, false)) return 'variableName';
  return WORDS[style] ?? style;
}

export const language = StreamLanguage.define({
  ...cypher,
  token,
  startState: () => ({ ...cypher.startState(), within: '' }),
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
});
