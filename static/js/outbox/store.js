// The queue as this browser keeps it: in IndexedDB, or in memory where the browser forbids that or has no room.
const FACTS = "facts";
const PATIENCE = 3000;

const memory = [];
let opening;

/** Whether something waits that will be gone with this page. */
export const isForgetful = () => memory.length > 0;

const outcome = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function connect() {
  const request = indexedDB.open("outbox", 1);
  // The key counts upwards, so that reading the store gives the order in which things happened.
  request.onupgradeneeded = () =>
    request.result.createObjectStore(FACTS, { keyPath: "seq", autoIncrement: true });
  // Some browsers never answer when they do not want to keep anything.
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  const database = await Promise.race([outcome(request), late]);
  database.onversionchange = () => database.close();
  database.onclose = () => {
    opening = undefined;
  };
  return database;
}

/** Runs `work` in one transaction; resolves once it is on the disk. */
async function within(mode, work) {
  opening ??= connect();
  const database = await opening;
  const transaction = database.transaction(FACTS, mode, { durability: "strict" });
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  // Whoever awaits it may first fail elsewhere.
  complete.catch(() => {});
  const result = await work(transaction.objectStore(FACTS));
  await complete;
  return result;
}

/** Everything that waits, oldest first, whoever did it. */
export async function list() {
  const kept = await within("readonly", (store) => outcome(store.getAll())).catch(() => []);
  return [...kept, ...memory];
}

/** Adds a row. The row with the id `replaces` gives way to it, unless somebody began to send it. */
export async function add(row, replaces) {
  const isOld = (other) => other.id === replaces && !other.isTried;
  const place = memory.findIndex(isOld);
  if (place >= 0) {
    memory.splice(place, 1);
  }
  const put = async (store) => {
    const old = replaces && (await outcome(store.getAll())).find(isOld);
    if (old) {
      store.delete(old.seq);
    }
    store.add(row);
  };
  // Once something is in memory, what follows goes there too: the order must not change.
  const isKept =
    !memory.length &&
    (await within("readwrite", put).then(
      () => true,
      () => false,
    ));
  if (!isKept) {
    memory.push(row);
  }
}

/** Writes `changes` into rows that still wait: another tab may have taken them out meanwhile. */
export async function change(rows, changes) {
  for (const row of rows) {
    Object.assign(row, changes);
  }
  await inPlace(rows, async (store, row) => (await outcome(store.getKey(row.seq))) && store.put(row));
}

export async function remove(rows) {
  for (const row of rows.filter((row) => memory.includes(row))) {
    memory.splice(memory.indexOf(row), 1);
  }
  await inPlace(rows, (store, row) => store.delete(row.seq));
}

async function inPlace(rows, work) {
  const kept = rows.filter((row) => row.seq);
  if (kept.length) {
    // If it fails, a fact is sent once more than needed; its id makes that harmless.
    await within("readwrite", (store) => Promise.all(kept.map((row) => work(store, row)))).catch(() => {});
  }
}
