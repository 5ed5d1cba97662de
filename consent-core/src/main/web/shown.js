// In a page that everybody shares, this script shows the banner to visitors with a decision to
// make. It does so as soon as the banner is parsed, before anything is painted, so that nothing
// moves.
(here => {
  customElements.define('page-panel', class extends HTMLElement {
    connectedCallback() {
      const [services, , made, marks] = here.consent;
      if (this.hidden && self == top && (!made || services.some(([, mark]) => mark && !marks.includes(mark)))) {
        this.hidden = false;
        this.setAttribute('open', navigator.globalPrivacyControl ? 'gpc' : '');
      }
    }
  });

  // The link to the settings is the same for everybody in such a page. This adds the visitor's own
  // query.
  const base = here.src.replace(/\/assets\/[^]*/, '');
  addEventListener('click', event => event.composedPath().forEach(node => {
    const {form, href} = node, back = location.pathname + location.search;
    if (form?.action == base && form.elements.return) {
      form.elements.return.value = back;
    }
    if (/[?&]return=/.test(href) && href.startsWith(base)) {
      node.href = href.replace(/(.return=)[^&]*/, '$1' + encodeURIComponent(back));
    }
  }), true);
})(document.currentScript);
