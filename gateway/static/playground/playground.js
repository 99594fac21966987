const field = (id) => document.getElementById(id);
const form = field("operation");

// The token stays in this tab: it is gone when the tab is closed.
const TOKEN = "issue-gateway-token";
field("token").value = sessionStorage.getItem(TOKEN) ?? "";

async function run(event) {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, field("token").value.trim());
  let variables;
  try {
    variables = JSON.parse(field("variables").value || "{}");
  } catch (error) {
    show("", `Variables: ${error.message}`);
    return;
  }
  const started = performance.now();
  try {
    const response = await fetch("../graphql", {
      method: "POST",
      headers: {
        "Authorization": `Bearer ${field("token").value.trim()}`,
        "Content-Type": "application/json",
        "Accept": "application/json",
      },
      body: JSON.stringify({ query: field("query").value, variables }),
    });
    const text = await response.text();
    const milliseconds = (performance.now() - started).toFixed(1);
    show(`${response.status} in ${milliseconds} ms`, JSON.stringify(JSON.parse(text), null, 2));
  } catch (error) {
    show("", `No answer: ${error.message}`);
  }
}

function show(timing, result) {
  field("timing").textContent = timing;
  field("result").textContent = result;
}

form.addEventListener("submit", run);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
