// Frameworks that take over a page know nothing of notices in it: these stand apart until that is done. A page with
// line breaks between its elements was not written by one. Stands before the first notice, and goes.
(() => {
  const notes = [];
  customElements.get('page-note') || customElements.define('page-note', class extends HTMLElement {
    static get notes() {
      return notes;
    }
    connectedCallback() {
      const {previousSibling: before, parentNode: parent} = this;
      let node = this;
      while (node && !node.previousSibling && !node.id) {
        node = node.parentNode;
      }
      if (document.readyState == 'loading' && (node?.id || !/\n/.test(node?.previousSibling?.data)) && !notes.includes(this)) {
        notes.push(this);
        this.remove();
        addEventListener('load', () => (self.requestIdleCallback || setTimeout)(() => {
          if (parent.isConnected && this.dataset.consentService) {
            before ? before.after(this) : parent.prepend(this);
          }
        }));
      }
      this.constructor.arrived?.(this);
    }
  });
  document.currentScript.remove();
})();
