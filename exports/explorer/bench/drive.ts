// Moves the camera as a hand would, with the same events in every page, and counts the frames.

export interface Measured {
  frames: number;
  seconds: number;
  longest: number;
}

declare global {
  interface Window {
    drive(milliseconds: number): Promise<Measured>;
    ready: number;
  }
}

export function drivable(el: HTMLElement): void {
  window.drive = (milliseconds) => drive(el, milliseconds);
}

async function drive(el: HTMLElement, milliseconds: number): Promise<Measured> {
  const target = el.querySelector<HTMLElement>(".sigma-mouse")!;
  const box = target.getBoundingClientRect();
  const at = (part: number): { clientX: number; clientY: number } => ({
    clientX: box.left + box.width * (0.5 + 0.22 * Math.sin(part * 5)),
    clientY: box.top + box.height * (0.5 + 0.22 * Math.sin(part * 7)),
  });
  const send = (on: EventTarget, event: Event): void => void on.dispatchEvent(event);
  const mouse = (type: string, part: number): MouseEvent => new MouseEvent(type, { bubbles: true, button: 0, buttons: 1, ...at(part) });
  const start = performance.now();
  let [frames, last, longest, pressed] = [0, start, 0, false];
  for (;;) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    longest = Math.max(longest, now - last);
    last = now;
    const gone = now - start;
    if (gone >= milliseconds) {
      if (pressed) send(document, mouse("mouseup", gone / 1000));
      return { frames, seconds: gone / 1000, longest };
    }
    frames++;
    // Two seconds of dragging, then one of the wheel, in and out.
    const turn = gone % 3000;
    if (turn < 2000) {
      if (!pressed) send(target, mouse("mousedown", gone / 1000));
      pressed = true;
      send(document, mouse("mousemove", gone / 1000));
    } else {
      if (pressed) send(document, mouse("mouseup", gone / 1000));
      pressed = false;
      if (frames % 6 === 0) send(target, new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: turn < 2500 ? -120 : 120, ...at(0) }));
    }
  }
}
