// What stands in for a frame keeps the focus: a link in the frame would lose it to the page when another site comes in.
onclick = ({target}) => {
  target.href && frameElement?.focus();
};
