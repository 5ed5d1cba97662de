// On a page that is the same for everybody, shows the banner to whoever has something to decide: as soon
// as it is there, before anything is painted, so that nothing moves.
(here => customElements.define('page-panel', class extends HTMLElement {
  connectedCallback() {
    const [services, , made, marks] = here.consent;
    if (this.hidden && self == top && (!made || services.some(([, mark]) => mark && !marks.includes(mark)))) {
      this.hidden = false;
      this.setAttribute('open', navigator.globalPrivacyControl ? 'gpc' : '');
    }
  }
}))(document.currentScript);
