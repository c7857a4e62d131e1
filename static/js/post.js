/** POST a form with the page's CSRF token; rejects when the answer is not a success. */
export async function post(url, data, options = {}) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(url, {
    method: "POST",
    body: data,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
    keepalive: true,
    ...options,
  });
  // Whoever is not signed in any more is led to the sign-in page, which is no sign that anything was taken.
  if (!response.ok || response.redirected) {
    throw Object.assign(new Error(String(response.status)), { response });
  }
  return response;
}
