// Runs when a decision has been sent and the browser has not kept the cookie. The banner then says
// so, and can be closed for this page. If there is no banner, a page of its own says it. Needs
// page.js.
(texts => {
  const {src, page: {panel}} = document.currentScript;
  if (!panel?.hasAttribute('open')) {
    const {lang} = document.documentElement;
    location.assign(src.replace('.js', '?') + new URLSearchParams({lang, return: location.pathname + location.search}));
    return;
  }
  const root = panel.shadowRoot, box = root.querySelector('.panel'), status = root.querySelector('[role=status]');
  const [text, close] = texts[box.lang], [button, other] = box.querySelectorAll('button');
  const said = document.createElement('p');
  status.textContent = said.textContent = text;
  box.querySelector('.columns').replaceChildren(said);
  // The buttons stand side by side, or one below the other if words would be broken.
  button.form.style.gridTemplateColumns = 'repeat(auto-fit, minmax(9em, 1fr))';
  box.querySelector('a.button').style.gridColumn = 'auto';
  other?.remove();
  button.type = 'button';
  button.textContent = close;
  button.onclick = () => {
    box.remove();
    panel.removeAttribute('open');
    status.focus();
  };
  button.focus();
})($TEXTS);
