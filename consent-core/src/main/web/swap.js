// Runs where the site swaps its documents by script, or renders them again. Banner, notices and
// allowed content then work as in pages that are loaded. Needs page.js.
(() => {
  const {page} = document.currentScript, {panel} = page;
  // A framework that renders the page again may have removed the guard.
  const guard = () => document.querySelector('script[$UI][src*="/guard"]') ?? page.guard;
  const ours = document.head.querySelectorAll('[$UI]');

  // A page that everybody shares, and that has no guard of its own, asks every visitor and shows
  // nothing by itself.
  if (panel?.hidden && self == top && !page.guard?.consent) {
    page.lost = true;
    panel.hidden = false;
    panel.setAttribute('open', '');
    page.wait();
  }

  // The banner remains, and no empty copy of it is shown.
  const watch = new MutationObserver(() => panel.isConnected || settle());
  const settle = () => {
    document.querySelectorAll('page-panel[$UI]').forEach(other => other == panel || other.remove());
    const {documentElement, body} = document;
    if (body && panel?.hasAttribute('open') && !panel.isConnected) {
      body.prepend(panel);
      panel.shadowRoot.querySelector('dialog[open]') && page.wait();
    }
    if (panel) {
      [document, documentElement, body].forEach(node => node && watch.observe(node, {childList: true}));
    }
  };

  customElements.get('page-note') || customElements.define('page-note', class extends HTMLElement {
    connectedCallback() {
      page.note(this);
    }
  });
  customElements.get('page-note').arrived = page.note;

  // The new content may have been made for another decision, or for everybody.
  const allows = ({dataset: {$SERVICE_KEY: service}}) => service && self.consent.allows(service);
  const arrive = async () => {
    ours.forEach(element => element.isConnected || document.head.append(element));
    settle();
    // The link leads from the settings back to the page that is shown by now.
    const settings = panel?.shadowRoot.querySelector('a.button');
    if (settings) {
      settings.search = settings.search.replace(/(return=)[^&]*/, '$1' + encodeURIComponent(location.pathname + location.search));
    }
    await page.follow();
    const held = [...document.querySelectorAll('[$SERVICE]')];
    const isBehind = () => guard() && !guard().consent;
    if (isBehind() && '$SHARED_KEY' in page.dataset) {
      (await page.fetch('$RULES_KEY_END')).learn();
    }
    if (held.some(allows)) {
      isBehind() && (await page.fetch('$RULES_KEY_END')).learn();
      guard() ? page.live() : location.reload();
    }
  };
  for (const name of [$SWAPS]) {
    addEventListener(name, arrive, true);
  }

  // Copies of notices are empty, unless their content is stored beside them.
  for (const name of ['turbo:before-cache', 'htmx:beforeHistorySave']) {
    addEventListener(name, () => document.querySelectorAll('page-note[$UI]').forEach(note => {
      const template = note.querySelector('template') ?? document.createElement('template');
      template.content.replaceChildren(...[...note.shadowRoot?.childNodes ?? []].map(node => node.cloneNode(true)));
      note.append(template);
    }), true);
  }

  // Pages that the site keeps to go back to are older than the decision.
  document.addEventListener('consent:change', () => {
    self.Turbo?.cache?.clear();
    try {
      [localStorage, sessionStorage].forEach(storage => storage.removeItem('htmx-history-cache'));
    } catch {
      // Nothing is stored.
    }
  });
  page.lost || arrive();
})();
