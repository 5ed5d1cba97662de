// Frameworks that take over a page do not expect notices in it, so that this script keeps the
// notices apart until that is done. A page with line breaks between its elements was not written by
// a framework. The script stands before the first notice, and removes itself.
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
          if (parent.isConnected && this.dataset.$SERVICE_KEY) {
            before ? before.after(this) : parent.prepend(this);
          }
        }));
      }
      this.constructor.arrived?.(this);
    }
  });
  document.currentScript.remove();
})();
