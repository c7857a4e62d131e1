// What counts of a statement of H5P (xAPI), and nothing else: no answers, no names, no addresses.
const VERBS = ["answered", "completed", "passed", "failed"];
const POINTS = ["raw", "min", "max", "scaled"];
const PART = "http://h5p.org/x-api/h5p-subContentId";
const NAME = /^[\w-]{1,64}$/;
const DURATION = /^PT(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?$/;

const isFlag = (value) => typeof value === "boolean";

function points(score) {
  const given = POINTS.filter((name) => typeof score?.[name] === "number");
  return Object.fromEntries(given.map((name) => [name, score[name]]));
}

/** A report as the server reads it; undefined for what is no result, or of a part that cannot be told from the others. */
export function reportOf({ verb, object, result, context }) {
  const said = String(verb?.id ?? "")
    .split("/")
    .pop();
  const part = object?.definition?.extensions?.[PART] ?? "";
  const isPart = part !== "" || context?.contextActivities?.parent?.length > 0;
  if (!VERBS.includes(said) || (isPart && !NAME.test(part))) {
    return undefined;
  }
  const { score, completion, success, duration } = result ?? {};
  return {
    verb: said,
    part,
    score: points(score),
    ...(isFlag(completion) && { completion }),
    ...(isFlag(success) && { success }),
    ...(DURATION.test(duration) && duration !== "PT" && { duration }),
  };
}
