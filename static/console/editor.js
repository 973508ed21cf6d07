// The editor in place of the field for the statement. The field stays, hidden, and holds what is sent.
import {
  Decoration, EditorState, EditorView, Prec, StateEffect, StateField, autocompletion, bracketMatching, classHighlighter, keymap,
  lineNumbers, minimalSetup, syntaxHighlighting, syntaxTree,
} from './codemirror.js';
import { language } from './language.js';
import { offers, parameterNames } from './offers.js';

const part = (form, role) => form.querySelector(`[data-role="${role}"]`);
const setWrong = StateEffect.define();

/** Whether the statement is wrong, and the marks at the place of the mistake, which move with the text. */
const wrong = StateField.define({
  create: () => ({ wrong: false, marks: Decoration.none }),
  update(value, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setWrong));
    if (told) return { wrong: told.value.wrong, marks: marks(transaction.state.doc, told.value.place) };
    return transaction.docChanged ? { ...value, marks: value.marks.map(transaction.changes) } : value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.marks),
    EditorView.contentAttributes.from(field, (value) => ({
      'aria-labelledby': 'statement-label',
      'aria-describedby': value.wrong ? 'statement-help problem' : 'statement-help',
      'aria-invalid': String(value.wrong),
    })),
  ],
});

function marks(doc, place) {
  if (!place) return Decoration.none;
  const line = doc.lineAt(place);
  const word = /^(?:\w+|\S)/.exec(line.text.slice(place - line.from));
  const found = [Decoration.line({ class: 'pg-console__wrong-line' }).range(line.from)];
  if (word) found.push(Decoration.mark({ class: 'pg-console__wrong' }).range(place, place + word[0].length));
  return Decoration.set(found, true);
}

/** Names and words come once, when they are first wanted; without them the editor offers nothing. */
function completing(form) {
  let words = null;
  const fetched = () => { words ??= fetch(form.dataset.words).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null); return words; };
  return async (context) => {
    if (/string|comment/.test(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const known = await fetched();
    const parameters = parameterNames(form.elements.parameters.value);
    return known && offers(context.state.sliceDoc(0, context.pos), context.state.doc.toString(), known, parameters, context.explicit);
  };
}

/** Chromium writes over a selection with a style attribute, which the policy blocks: so the editor does it itself. */
function writeOver(event, view) {
  if (event.inputType !== 'insertText' || !event.data || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

export function makeEditor(form, run) {
  const field = form.elements.statement;
  const box = part(form, 'editor');
  const label = document.getElementById('statement-label');
  const runs = ['Mod-Enter', 'Ctrl-Enter'].map((key) => ({ key, run: () => { run(); return true; } }));
  const view = new EditorView({
    parent: box,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(box.nonce), Prec.highest(keymap.of(runs)), lineNumbers(), minimalSetup, EditorView.lineWrapping,
        bracketMatching(), language, syntaxHighlighting(classHighlighter), wrong,
        // Nothing is chosen until an arrow chooses it: Enter is a new line.
        autocompletion({ override: [completing(form)], icons: false, selectOnOpen: false, interactionDelay: 0 }),
        EditorView.domEventHandlers({ beforeinput: writeOver }),
        EditorView.updateListener.of((update) => { if (update.docChanged) field.value = update.state.doc.toString(); }),
      ],
    }),
  });
  box.hidden = false;
  part(form, 'editor-help').hidden = false;
  field.hidden = true;
  label.removeAttribute('for');
  label.addEventListener('click', () => view.focus());
  return {
    focus: () => view.focus(),
    put(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } }); },
    /** Mark the place that the message under the field tells, and put the cursor there. */
    tell(problem) {
      const { line, column } = problem?.dataset ?? {};
      const { doc } = view.state;
      const at = line && Number(line) <= doc.lines ? doc.line(Number(line)) : null;
      const place = at ? Math.min(at.from + Number(column) - 1, at.to) : null;
      view.dispatch({ effects: setWrong.of({ wrong: Boolean(problem), place }), ...(at ? { selection: { anchor: place }, scrollIntoView: true } : {}) });
    },
  };
}
