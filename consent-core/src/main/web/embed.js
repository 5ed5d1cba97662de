// What stands in for a frame keeps the focus, and the page stays when it can; without it both answers work too.
onclick = ({target}) => {
  if (target.matches('a.button')) {
    // a link in the frame would lose it to the page when another site comes in
    parent.focus();
    frameElement?.focus();
  }
};
// what the page's script cannot send is left to the browser
onsubmit = ({target}) => !parent.consent?.grant(target.elements.grant.value).catch(() => target.submit());
