/**
 * Does again what somebody pressed and set before the page was awake, which a line of app.html has kept: on a slow network
 * a page is seen seconds before it can answer. Links need nothing of it. Call it as soon as the page is awake.
 */
export function touchAgain(): void {
  // What is touched from here on is felt by itself.
  document.onclick = document.oninput = null;
  const pressed = new Set<Element>();
  for (const { type, target, value = '' } of document.touches) {
    const control = target.closest<HTMLInputElement>('button, input, select');
    if (!control) continue;
    const isButton = control.matches('button');
    const isPressed = isButton || /checkbox|radio/.test(control.type);
    // A switch pressed twice is as it was; a button that does not answer is pressed twice by the impatient.
    if (isPressed !== (type === 'click') || (isButton && pressed.has(control))) continue;
    pressed.add(control);
    setTimeout(() => {
      // Its part of the page wakes first, and shows what is stored.
      control.dispatchEvent(new Event('pointerdown', { bubbles: true }));
      if (isPressed) control.click();
      else set(control, value);
    });
  }
}

function set(control: HTMLInputElement, value: string): void {
  // Files stay with their field, and cannot be set.
  if (control.type !== 'file') control.value = value;
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
}
