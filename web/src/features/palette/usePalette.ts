import { FileText, MessageCircle, SquareKanban, StickyNote, UserRound } from '@lucide/vue'
import { computed, type Component, type Ref } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import type { Kind } from '@/api'
import { m } from '@/i18n'
import { usePeople } from '@/store/people'
import { tasks } from '@/store/store'
import { fitting } from './match'
import { useCommands, type Command } from './useCommands'
import { useSearch, type Hit } from './useSearch'

export interface Choice extends Command {
  /** What stands under its name. */
  hint?: string
}

export interface Group {
  id: string
  title: string
  choices: Choice[]
}

const ICONS: Record<Kind, Component> = {
  task: StickyNote,
  sprint: SquareKanban,
  post: FileText,
  tweet: MessageCircle,
}

/** What fits what is typed: at once what the page knows, and what the service finds as soon as it answers. */
export function usePalette(typed: Ref<string>) {
  const route = useRoute()
  const router = useRouter()
  const { hits, busy } = useSearch(typed)
  const { everything, first, newCard } = useCommands()
  const { people, nameOf } = usePeople()
  const words = computed(() => typed.value.trim())

  function placeOf({ kind, id }: Pick<Hit, 'kind' | 'id'>): RouteLocationRaw {
    if (kind === 'task') return { query: { ...route.query, card: id } }
    if (kind === 'sprint') return { name: 'board', params: { sprint: id } }
    return kind === 'post' ? `/posts/${id}` : '/tweets'
  }

  function found(hit: Hit): Choice {
    return {
      id: `${hit.kind}-${hit.id}`,
      text: hit.title,
      hint: hit.excerpt,
      icon: ICONS[hit.kind],
      run: () => router.push(placeOf(hit)),
    }
  }

  const cards = computed<Choice[]>(() => {
    const number = /^#?(\d+)$/.exec(words.value)?.[1]
    const here = number
      ? [...tasks.values()].filter((card) => card.number === Number(number))
      : fitting(words.value, tasks.values(), (card) => card.name, 6)
    const known = here.map((card) => found({ kind: 'task', id: card.id, title: card.name, excerpt: '' }))
    const more = hits.value.filter((hit) => hit.kind === 'task').map(found)
    return [...more, ...known.filter((one) => !more.some(({ id }) => id === one.id))].slice(0, 10)
  })

  const others = computed<Choice[]>(() => hits.value.filter((hit) => hit.kind !== 'task').map(found))

  const persons = computed<Choice[]>(() =>
    fitting(words.value, people.values(), (user) => `${nameOf(user.username)} ${user.username}`, 4).map((user) => ({
      id: `person-${user.username}`,
      text: nameOf(user.username),
      hint: m.value.palette.cardsOf(nameOf(user.username)),
      icon: UserRound,
      run: () => router.push({ name: 'board', query: { who: user.username } }),
    })),
  )

  const groups = computed<Group[]>(() => {
    const { groups: titles } = m.value.palette
    if (!words.value) return [{ id: 'do', title: titles.do, choices: first.value }]
    const commands = fitting(words.value, everything.value, (command) => command.text, 7)
    return [
      { id: 'cards', title: titles.cards, choices: cards.value },
      { id: 'others', title: titles.others, choices: others.value },
      { id: 'people', title: titles.people, choices: persons.value },
      { id: 'do', title: titles.do, choices: [...commands, newCard(words.value)] },
    ].filter(({ choices }) => choices.length)
  })

  return { groups, busy }
}
