// A text field whose input is answered as one types.
"use strict";
globalThis.shoroku ??= {};

{
  // Calls `answer(text, isCurrent)` for what is typed, one call at a time, the last text last;
  // `isCurrent()` turns false when there is a newer text.  While an input method composes, nothing
  // is asked.  Returns a function that asks for a text which nobody typed.
  const answerAsTyped = (input, answer) => {
    let isBusy = false;
    let waiting = null;
    const ask = async (text) => {
      waiting = text;
      if (isBusy) return;
      isBusy = true;
      try {
        while (waiting !== null) {
          const next = waiting;
          waiting = null;
          await answer(next, () => waiting === null);
        }
      } finally {
        isBusy = false;
      }
    };
    input.addEventListener("input", (event) => {
      if (!event.isComposing) ask(input.value);
    });
    input.addEventListener("compositionend", () => ask(input.value));
    return ask;
  };

  Object.assign(shoroku, { answerAsTyped });
}
