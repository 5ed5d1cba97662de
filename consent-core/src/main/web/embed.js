// What stands in for a frame keeps the focus, which a link in it would lose to the page when another site comes in, and
// leaves no trace in the history. Where another site is around, browsers store no answer: what is left is to show it once.
try {
  top.once;
} catch {
  always.remove();
}
once.onclick = event => event.ctrlKey || event.metaKey || event.shiftKey || !!location.replace(once, frameElement.focus());
