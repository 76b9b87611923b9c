/**
 * Holds the page of the map in a sandboxed frame, made once for each document (told by its hash).
 * The frame may run scripts and nothing else: no access to this page, no forms, no navigation.
 */
const held = new WeakMap();

export default function ({ parentElement, data }) {
  const before = held.get(parentElement);
  if (!before || before.hash !== data.hash || !before.frame.isConnected) {
    if (before) before.frame.remove();
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.dataset.whoholds = data.frame;
    frame.title = "Map of reported control, with its timeline";
    frame.style.cssText = "display:block;width:100%;border:0;border-radius:8px";
    frame.srcdoc = data.document;
    parentElement.append(frame);
    held.set(parentElement, { frame, hash: data.hash });
  }
  held.get(parentElement).frame.style.height = `${data.height}px`;
  return () => {
    const last = held.get(parentElement);
    if (last) last.frame.remove();
    held.delete(parentElement);
  };
}
