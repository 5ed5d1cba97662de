// What stands in for a frame keeps the focus, and the page stays when it can; without it both answers work too.
// Where another site is around, browsers store no answer: what is left is to show the content once.
try {
  top.document;
} catch {
  document.querySelector('form')?.remove();
}
onclick = event => {
  const {target} = event;
  if (target.matches('a.button') && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
    // a link in the frame would lose it to the page when another site comes in
    parent.focus();
    frameElement?.focus();
    // for shared.js: what plays by then need not be loaded anew
    frameElement?.setAttribute('data-consent-shown', '');
    // the history gets no entry
    event.preventDefault();
    location.replace(target.href);
  }
};
// what the page's script cannot send is left to the browser
onsubmit = ({target}) => !parent.consent?.grant(target.elements.grant.value).catch(() => target.submit());
