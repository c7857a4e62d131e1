// One batch, one answer. The server alone says what was recorded.
const TIMEOUT = 20_000;

const place = document.querySelector("[data-outbox]");
let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

async function ask(url, options) {
  const response = await fetch(url, {
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout?.(TIMEOUT),
    ...options,
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return { status: response.status, response, data: isJson ? await response.json() : undefined };
}

function post(body, options) {
  return ask(place.dataset.url, {
    ...options,
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  });
}

/** `results` by id once the server took the batch; otherwise `status` (0: no line) and the seconds to `wait`. */
export async function deliver(facts, { tell, ...options } = {}) {
  const body = JSON.stringify({ learner: document.body.dataset.learner, facts, tell });
  try {
    let answer = await post(body, options);
    if (answer.status === 403) {
      // A page that was kept for reading offline may hold a token from before the last sign-in.
      token = (await ask(place.dataset.tokenUrl)).data.token;
      answer = await post(body, options);
    }
    const { status, response, data } = answer;
    // A page that a network puts in between answers 200 as well.
    const results = status === 200 ? data?.results : undefined;
    return {
      results,
      status: results ? status : status < 400 ? 0 : status,
      wait: Number(response.headers.get("Retry-After")),
    };
  } catch {
    return { status: 0 };
  }
}
