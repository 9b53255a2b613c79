/** What tabs of one browser tell each other. Without BroadcastChannel each tab minds its own. */
export type Word =
  { word: 'token'; token: string; over: number } | { word: 'signed-out' } | { word: 'signed-in'; username: string }

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('corkboard') : null

export function tell(word: Word) {
  channel?.postMessage(word)
}

export function listen(listener: (word: Word) => void) {
  channel?.addEventListener('message', (event: MessageEvent<Word>) => listener(event.data))
}

/** Alone among the tabs where the browser can do that: on plain http under a name of the LAN it cannot. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? await navigator.locks.request(name, work) : await work()
}
