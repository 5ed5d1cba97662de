// Comes where the site swaps its documents by script, or renders them anew: banner, notices and what is allowed
// stay as they are in pages that are loaded. Behind page.js.
(() => {
  const {page} = document.currentScript, {panel} = page;
  // what renders the page anew may have thrown it out
  const guard = () => document.querySelector('script[data-consent-ui][src*="/guard"]') ?? page.guard;
  const ours = document.head.querySelectorAll('[data-consent-ui]');

  // a page that is the same for everybody and has not got its own guard asks whoever comes, and brings nothing to life by itself
  if (panel?.hidden && self == top && !page.guard?.consent) {
    page.lost = true;
    panel.hidden = false;
    panel.setAttribute('open', '');
    page.wait();
  }

  // the banner stays, and is not shown as a copy without content
  const watch = new MutationObserver(() => panel.isConnected || settle());
  const settle = () => {
    document.querySelectorAll('page-panel[data-consent-ui]').forEach(other => other == panel || other.remove());
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

  // what was swapped in may be of another decision, or for everybody
  const allows = ({dataset: {consentService}}) => consentService && self.consent.allows(consentService);
  const arrive = async () => {
    ours.forEach(element => element.isConnected || document.head.append(element));
    settle();
    // from the settings back to the page that is shown by now
    const settings = panel?.shadowRoot.querySelector('a.button');
    if (settings) {
      settings.search = settings.search.replace(/(return=)[^&]*/, '$1' + encodeURIComponent(location.pathname + location.search));
    }
    await page.follow();
    const held = [...document.querySelectorAll('[data-consent-service]')];
    const isBehind = () => guard() && !guard().consent;
    if (isBehind() && 'consentShared' in page.dataset) {
      (await page.fetch('Rules')).learn();
    }
    if (held.some(allows)) {
      isBehind() && (await page.fetch('Rules')).learn();
      guard() ? page.live() : location.reload();
    }
  };
  for (const name of 'turbo:render htmx:afterSwap htmx:after:swap astro:after-swap livewire:navigated'.split(' ')) {
    addEventListener(name, arrive, true);
  }

  // copies of notices have no content, unless it is beside them
  for (const name of ['turbo:before-cache', 'htmx:beforeHistorySave']) {
    addEventListener(name, () => document.querySelectorAll('page-note[data-consent-ui]').forEach(note => {
      const template = note.querySelector('template') ?? document.createElement('template');
      template.content.replaceChildren(...[...note.shadowRoot?.childNodes ?? []].map(node => node.cloneNode(true)));
      note.append(template);
    }), true);
  }

  // what the site keeps of its pages to go back to is of before
  document.addEventListener('consent:change', () => {
    self.Turbo?.cache?.clear();
    try {
      [localStorage, sessionStorage].forEach(storage => storage.removeItem('htmx-history-cache'));
    } catch {
      // nothing is kept
    }
  });
  page.lost || arrive();
})();
