// The vendored editor: the one place that knows its version.
export {
  Decoration, EditorState, EditorView, Prec, StateEffect, StateField, StreamLanguage, autocompletion, bracketMatching, classHighlighter,
  cypher, keymap, lineNumbers, minimalSetup, syntaxHighlighting, syntaxTree,
} from '../vendor/codemirror-6.0.2.js';
