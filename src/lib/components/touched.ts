/**
 * Does again what somebody pressed or set before the page was awake, which a line of app.html has kept: on a slow network
 * a page is seen seconds before it can answer. Links need nothing of it. Call it as soon as the page is awake.
 */
export function touchAgain(): void {
  // What is touched from here on is felt by itself.
  document.onclick = document.oninput = null;
  const { target, value = '' } = document.touched ?? {};
  const control = target?.closest<HTMLInputElement>('button, input, select');
  if (!control) return;
  setTimeout(() => {
    // Its part of the page wakes first, and shows what is stored.
    control.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    if (/button|checkbox|radio/.test(control.type)) control.click();
    else {
      // Files stay with their field, and cannot be set.
      if (control.type !== 'file') control.value = value;
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
  });
}
