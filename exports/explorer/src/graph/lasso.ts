// A loop drawn around things with mouse, pen or finger.

type Point = [number, number];

/**
 * Lays a board over an element on which the next drag draws a loop; gives what takes the board away.
 *
 * @param drawing - Told the loop as it grows, and nothing when it ends.
 * @param drawn - Told the loop when it is closed.
 */
export function lasso(host: HTMLElement, drawing: (loop?: Point[]) => void, drawn: (loop: Point[]) => void): () => void {
  const board = document.createElement("div");
  board.className = "gv-lasso";
  let loop: Point[] | undefined;
  const point = (event: PointerEvent): Point => {
    const box = board.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  board.addEventListener("pointerdown", (event) => {
    board.setPointerCapture(event.pointerId);
    loop = [point(event)];
  });
  board.addEventListener("pointermove", (event) => {
    if (!loop) return;
    loop.push(point(event));
    drawing(loop);
  });
  board.addEventListener("pointerup", () => {
    const closed = loop ?? [];
    loop = undefined;
    drawing();
    drawn(closed);
  });
  host.append(board);
  return () => board.remove();
}

/** Whether a point lies inside a loop. */
export function inside([x, y]: Point, loop: readonly Point[]): boolean {
  let found = false;
  for (let at = 0, before = loop.length - 1; at < loop.length; before = at++) {
    const [[x1, y1], [x2, y2]] = [loop[at]!, loop[before]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) found = !found;
  }
  return found;
}
