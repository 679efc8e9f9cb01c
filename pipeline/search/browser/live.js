// A text field whose input is answered as one types.
"use strict";
globalThis.shoroku ??= {};

{
  const SLOW = 300; // milliseconds after which a reader wonders
  const LATE = 15_000; // after which a connection may be dead

  // Calls `typed(text)` for what is typed; that is nothing while an input method composes.
  const onTyped = (input, typed) => {
    input.addEventListener("input", (event) => {
      if (!event.isComposing) typed(input.value);
    });
    input.addEventListener("compositionend", () => typed(input.value));
  };

  // Whether an input method is to have the key: Safari says so by its code alone.
  const isComposing = (event) => event.isComposing || event.keyCode === 229;

  // Returns `ask(text)`, which calls `answer(text, isCurrent)`; `isCurrent()` turns false when
  // something newer is asked.  `wait(how)` is called while there is no answer, with "slow" and
  // then "late", or else with "failed".
  const asking = (answer, wait) => {
    let newest = 0;
    return async (text) => {
      const own = (newest += 1);
      const isCurrent = () => own === newest;
      const waits = [[SLOW, "slow"], [LATE, "late"]].map(([after, how]) =>
        setTimeout(() => isCurrent() && wait(how), after),
      );
      shoroku.supersede();
      try {
        await askedAgain(() => answer(text, isCurrent), isCurrent);
      } catch (error) {
        if (!(error instanceof shoroku.IndexError)) throw error;
        if (isCurrent()) wait("failed");
      } finally {
        waits.forEach(clearTimeout);
      }
    };
  };

  // An index that is replaced meanwhile is asked once more, as it is now.
  const askedAgain = async (attempt, isCurrent) => {
    try {
      await attempt();
    } catch (error) {
      if (!error.isOutdated || !isCurrent()) throw error;
      await attempt();
    }
  };

  // What is said while there is no answer.
  const waiting = (how) => {
    const { searching, late, failed } = shoroku.words;
    return { slow: searching, late, failed }[how];
  };

  Object.assign(shoroku, { onTyped, isComposing, asking, waiting });
}
