// What is printed is all that a page lists, not only what is shown of it so far.
import { signal } from "@preact/signals";

/** Whether lists are drawn to their end and groups opened. */
export const whole = signal(false);

/** Prints the page with its lists drawn to their end. */
export function printWhole(): void {
  whole.value = true;
  setTimeout(() => {
    print();
    whole.value = false;
  }, 100);
}
