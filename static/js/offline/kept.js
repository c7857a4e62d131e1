// What page and worker both know of the lessons that are kept: a cache for each, "lesson <learner> <address>".
const LESSON = "lesson ";

const lessons = async () => (await caches.keys()).filter((name) => name.startsWith(LESSON));

export async function forgetAllBut(learner) {
  const others = (await lessons()).filter((name) => !name.startsWith(`${LESSON}${learner} `));
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Address, page and time of every lesson that is kept, the newest first. */
export async function keptLessons() {
  const found = await Promise.all(
    (await lessons()).map(async (name) => {
      const address = name.split(" ").at(-1);
      const response = await caches.match(address, { cacheName: name, ignoreVary: true });
      return response && { address, at: response.headers.get("Kept-At"), html: await response.text() };
    }),
  );
  return found.filter(Boolean).sort((a, b) => (a.at < b.at ? 1 : -1));
}
