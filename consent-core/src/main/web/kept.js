// Comes when a decision has been sent and no cookie has come of it: says so where the question stands, which can then
// be closed for this page; where none stands, a page of its own says it. Behind page.js.
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
  // two in a row, or one below the other where words would break
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
