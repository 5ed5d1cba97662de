// On a page that is the same for everybody, shows the banner to whoever has something to decide: as soon
// as it is there, before anything is painted, so that nothing moves.
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

  // the way back in such a page is that of everybody, so a visitor's own query is added
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
