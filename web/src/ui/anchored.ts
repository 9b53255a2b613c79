import { onMounted, ref } from 'vue'

/**
 * What a menu or panel that hangs on a button needs: it opens once it is mounted, gives the focus back to the button,
 * and lets a press on the button close it. Call it in the setup of the component.
 *
 * @param anchor the button
 * @param inside the selector of the menu or panel
 * @param closed called once it is closed
 */
export function useAnchored(anchor: HTMLElement, inside: string, closed: () => void) {
  /** Opened after it is mounted, as it takes the focus when it opens. */
  const open = ref(false)
  onMounted(() => (open.value = true))

  function opened(now: boolean) {
    open.value = now
    if (!now) closed()
  }

  /** A press on the button closes it by itself. */
  function pressedBeside(event: Event) {
    const { originalEvent } = (event as CustomEvent<{ originalEvent: PointerEvent }>).detail
    if (anchor.contains(originalEvent.target as Node)) event.preventDefault()
  }

  function back(event: Event) {
    event.preventDefault()
    if (document.activeElement === document.body || document.activeElement?.closest(inside)) anchor.focus()
  }

  return { open, opened, pressedBeside, back }
}
