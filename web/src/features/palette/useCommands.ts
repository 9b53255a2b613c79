import {
  AlarmClockCheck,
  ArrowRight,
  BookOpen,
  Command as CommandKey,
  History,
  Keyboard,
  Languages,
  Monitor,
  Moon,
  Plus,
  Rows3,
  SquareKanban,
  Sun,
} from '@lucide/vue'
import { computed, type Component } from 'vue'
import { useRouter } from 'vue-router'
import { perform } from '@/acts/acts'
import { newId } from '@/acts/write'
import { LANGUAGES, m, type Language } from '@/i18n'
import { prefer, preferences } from '@/session/preferences'
import { session } from '@/session/session'
import { allShortcuts } from '@/shell/keys'
import { nameOf, PLACES } from '@/shell/navigation'
import { useSprints } from '@/store/sprints'

export interface Command {
  id: string
  text: string
  icon: Component
  keys?: string
  run: () => unknown
}

const THEMES = { auto: Monitor, light: Sun, dark: Moon } as const
const OWN_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' }

/** Everything that can be done from the palette; each screen's shortcuts are among it by themselves. */
export function useCommands() {
  const router = useRouter()
  const all = useSprints()

  const places = computed<Command[]>(() => [
    ...PLACES.filter((place) => !place.adminOnly || session.isAdmin.value).map((place) => ({
      id: `go-${place.name}`,
      text: m.value.keys.goTo(nameOf(place, m.value)),
      icon: place.icon,
      ...(place.keys ? { keys: place.keys } : {}),
      run: () => router.push({ name: place.name }),
    })),
    {
      id: 'go-profile',
      text: m.value.keys.goTo(m.value.nav.profile),
      icon: ArrowRight,
      run: () => router.push({ name: 'profile' }),
    },
  ])

  const sprints = computed<Command[]>(() =>
    all.inOrder.value.toReversed().flatMap((sprint) => [
      {
        id: `board-${sprint.id}`,
        text: m.value.palette.openSprint(sprint.name),
        icon: SquareKanban,
        run: () => router.push({ name: 'board', params: { sprint: sprint.id } }),
      },
      {
        id: `time-${sprint.id}`,
        text: m.value.palette.lookBack(sprint.name),
        icon: History,
        run: () => router.push({ name: 'time', params: { sprint: sprint.id } }),
      },
    ]),
  )

  const settings = computed<Command[]>(() => [
    ...(['auto', 'light', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      text: `${m.value.nav.theme}: ${m.value.nav.themes[theme]}`,
      icon: THEMES[theme],
      run: () => prefer({ theme }),
    })),
    ...LANGUAGES.map((language) => ({
      id: `language-${language}`,
      text: m.value.palette.language(OWN_NAMES[language]),
      icon: Languages,
      run: () => prefer({ language }),
    })),
    {
      id: 'density',
      text: preferences.density === 'dense' ? m.value.palette.roomy : m.value.palette.dense,
      icon: Rows3,
      run: () => prefer({ density: preferences.density === 'dense' ? 'roomy' : 'dense' }),
    },
    {
      id: 'letters',
      text: preferences.letters ? m.value.palette.lettersOff : m.value.palette.lettersOn,
      icon: Keyboard,
      run: () => prefer({ letters: !preferences.letters }),
    },
    {
      id: 'tour',
      text: m.value.palette.tour,
      icon: AlarmClockCheck,
      run: () => (prefer({ tourDone: false }), router.push({ name: 'board' })),
    },
    {
      id: 'docs',
      text: m.value.nav.apiDocs,
      icon: BookOpen,
      run: () => void open('/api/docs', '_blank', 'noopener'),
    },
  ])

  /** The places are told above, and the palette is open already. */
  const shortcuts = computed<Command[]>(() =>
    [...allShortcuts]
      .filter(({ keys }) => keys !== 'mod+k' && !PLACES.some((place) => place.keys === keys))
      .map((shortcut) => ({
        id: `keys-${shortcut.keys}`,
        text: shortcut.says(),
        icon: CommandKey,
        keys: shortcut.keys,
        run: shortcut.run,
      })),
  )

  /** A card of the name that is typed, at the end of the sprint that is looked at, or of the backlog. */
  function newCard(name: string): Command {
    const sprint = all.current.value
    return {
      id: 'new-card',
      text: sprint ? m.value.palette.newCardIn(name, sprint.name) : m.value.palette.newCard(name),
      icon: Plus,
      run: () =>
        perform({
          says: m.value.board.addedMany(1),
          writes: [
            {
              op: 'create',
              kind: 'task',
              id: newId(),
              body: { name: name.slice(0, 200), ...(sprint ? { sprint: sprint.id } : {}) },
              shows: { status: 'todo', sprint: sprint?.id ?? null, labels: [], order: Number.MAX_SAFE_INTEGER },
            },
          ],
        }),
    }
  }

  return {
    everything: computed(() => [...shortcuts.value, ...places.value, ...sprints.value, ...settings.value]),
    /** What is shown before anything is typed. */
    first: computed(() => [...shortcuts.value.slice(0, 6), ...places.value, ...settings.value]),
    newCard,
  }
}
