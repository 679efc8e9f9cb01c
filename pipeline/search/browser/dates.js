// Days and months in the forms that people type, as the index has them.
"use strict";
globalThis.shoroku ??= {};

{
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
  const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
  const MONTH = "(?<name>[a-z]{3,9})\\.?";
  const FORMS = [
    "(?<year>\\d{4})([-/.])(?<month>\\d{1,2})(?:\\2(?<day>\\d{1,2}))?",
    "(?<year>\\d{4}) ?年 ?(?<month>\\d{1,2}) ?月(?: ?(?<day>\\d{1,2}) ?日)?",
    `(?:${DAY} )?${MONTH},? (?<year>\\d{4})`,
    `${MONTH} ${DAY},? (?<year>\\d{4})`,
  ].map((form) => new RegExp(`^${form}$`, "u"));

  // 2021-07-06 or 2021-07 for the normalised text of such a date; empty for any other.
  const isoDate = (text) => {
    const { year, month, name, day } = FORMS.map((form) => form.exec(text)).find(Boolean)?.groups ?? {};
    const number = name ? MONTHS.indexOf(name.slice(0, 3)) + 1 : Number(month);
    if (!(number >= 1 && number <= 12)) return "";
    return [year, number, ...(day ? [day] : [])].map((part) => String(part).padStart(2, "0")).join("-");
  };

  Object.assign(shoroku, { isoDate });
}
