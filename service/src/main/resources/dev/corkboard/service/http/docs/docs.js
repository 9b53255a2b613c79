// Shows the API and lets it be tried, signed in with the form above it. The tokens live as long as the page.
const SCHEME = 'bearer'
const RENEW_BEFORE_S = 60
const STREAM_MS = 5000

// An example stands in a field as if it had been typed, and would be sent: what may be left out starts empty.
function withEmptyFields(description) {
  const operations = Object.values(description.paths).flatMap((path) => [path, ...Object.values(path)])
  const parameters = [
    ...Object.values(description.components.parameters),
    ...operations.flatMap((operation) => operation.parameters ?? []),
  ]
  for (const parameter of parameters.filter((it) => 'example' in it && !it.required)) {
    parameter.description = `${parameter.description ?? ''} (such as \`${[parameter.example].flat().join(', ')}\`)`.trim()
    delete parameter.example
  }
  return description
}

// A stream has no end, so of one the page shows what comes within a few seconds.
async function fetchForAWhile(url, request) {
  const response = await fetch(url, request)
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const end = setTimeout(() => reader.cancel(), STREAM_MS)
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  clearTimeout(end)
  return new Response(text, response)
}

// Until somebody chooses a media type Swagger UI takes any, which would be the stream where there is one.
function prepared(request) {
  if (request.headers?.accept === '*/*') request.headers.accept = 'application/json, */*;q=0.5'
  return { ...request, userFetch: fetchForAWhile }
}

const ui = window.SwaggerUIBundle({
  spec: withEmptyFields(await (await fetch('/api/openapi.json')).json()),
  domNode: document.getElementById('swagger-ui'),
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  requestInterceptor: prepared,
  validatorUrl: null,
})

const form = document.getElementById('sign-in')
const signedIn = document.getElementById('signed-in')
let renewal

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail)
  return answer
}

function say(text) {
  document.getElementById('said').textContent = text
}

function use(tokens) {
  ui.preauthorizeApiKey(SCHEME, tokens.token)
  clearTimeout(renewal)
  renewal = setTimeout(() => renew(tokens.refresh_token), (tokens.expires_in - RENEW_BEFORE_S) * 1000)
}

async function renew(refreshToken) {
  try {
    use(await post('/auth/refresh_token', { refresh_token: refreshToken }))
  } catch (failure) {
    forget(failure.message)
  }
}

function show(who) {
  document.getElementById('who').textContent = who ? `Signed in as ${who}` : ''
  form.hidden = Boolean(who)
  signedIn.hidden = !who
}

function forget(reason) {
  clearTimeout(renewal)
  ui.authActions.logout([SCHEME])
  show('')
  say(reason)
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const { who, password } = form.elements
  const name = who.value.includes('@') ? 'email' : 'username'
  try {
    use(await post('/auth/obtain_token', { [name]: who.value, password: password.value }))
    password.value = ''
    show(who.value)
    say('')
  } catch (failure) {
    say(failure.message)
  }
})

document.getElementById('sign-out').addEventListener('click', async () => {
  const token = ui.authSelectors.authorized().getIn([SCHEME, 'value'])
  await fetch('/auth/logout', { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
  forget('')
})
