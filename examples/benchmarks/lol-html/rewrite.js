// The benchmark's pages through lol-html, as WebAssembly: prints rows for the table of the Java ones.
// node rewrite.js [folder of pages] [rounds]
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {HTMLRewriter} from 'lol-html';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, '../../../../shared/testdata/pages');
const rounds = Number(process.argv[3] ?? 12);
const CHUNK = 8192;

const pages = readdirSync(folder).sort().map(name => readFileSync(join(folder, name)));
const bytes = pages.reduce((sum, page) => sum + page.length, 0);
const hosts = new Set(readFileSync(join(here, '../src/main/resources/hosts.txt'), 'latin1').split('\n').filter(Boolean));

const isOwned = url => {
  let [, host] = /\/\/([^/?#:]*)/.exec(url) ?? [];
  while (host) {
    if (hosts.has(host)) {
      return true;
    }
    host = host.includes('.') ? host.slice(host.indexOf('.') + 1) : '';
  }
  return false;
};

const rename = attribute => ({
  element(element) {
    const url = element.getAttribute(attribute);
    if (url && isOwned(url)) {
      element.removeAttribute(attribute);
      element.setAttribute('data-consent-' + attribute, url);
    }
  }
});

const selectors = [
  ['script[src]', 'src'], ['iframe[src]', 'src'], ['img[src]', 'src'], ['img[srcset]', 'srcset'],
  ['source[srcset]', 'srcset'], ['link[href]', 'href'], ['video[poster]', 'poster'], ['embed[src]', 'src'],
  ['object[data]', 'data'], ['input[src]', 'src']
];

const run = on => {
  let written = 0;
  for (const page of pages) {
    const rewriter = new HTMLRewriter('utf-8', chunk => { written += chunk.length; });
    on.forEach(([selector, attribute]) => rewriter.on(selector, rename(attribute)));
    for (let p = 0; p < page.length; p += CHUNK) {
      rewriter.write(page.subarray(p, p + CHUNK));
    }
    rewriter.end();
    rewriter.free();
  }
  return written;
};

const median = numbers => numbers.sort((a, b) => a - b)[numbers.length >> 1];

console.log(`${pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB, Node ${process.version}\n`);
console.log('| candidate | ms | MB/s |\n|---|--:|--:|');
for (const [name, on] of [['scan only', []], ['10 selectors + rename', selectors]]) {
  run(on);
  const times = Array.from({length: rounds}, () => {
    const begin = process.hrtime.bigint();
    run(on);
    return Number(process.hrtime.bigint() - begin) / 1e6;
  });
  const ms = median(times);
  console.log(`| lol-html 2.3.0 (wasm), ${name}, 8 KiB | ${ms.toFixed(1)} | ${(bytes / 1e3 / ms).toFixed(0)} |`);
}
