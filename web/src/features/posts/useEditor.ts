import { computed, ref, shallowRef, type Ref } from 'vue'
import { perform } from '@/acts/acts'
import { outbox } from '@/acts/outbox'
import { newId, type Fields } from '@/acts/write'
import { http, type Conflict, type Post, type Problem } from '@/api'
import { m } from '@/i18n'
import { useDraft } from '@/kept/draft'
import { posts } from '@/store/store'
import { useForm } from '@/ui/useForm'

export const MOST = { title: 50, content: 100_000 }

/** Writes a post, or changes the one that is given; what is written survives a reload, and nothing of others is lost. */
export function useEditor(post: Ref<Post | undefined>, id: string | null) {
  const title = ref(post.value?.title ?? '')
  const content = ref(post.value?.content ?? '')
  /** What the person saw when they began: what others change meanwhile is told by the service. */
  const base = shallowRef(post.value)
  const conflict = shallowRef<{ conflicts: Conflict[]; revision: number } | null>(null)
  const { busy, fault, faults, tell } = useForm(['title', 'content'])
  const drafts = [
    useDraft(`draft/post/${id ?? 'new'}/title`, title, () => base.value?.title ?? ''),
    useDraft(`draft/post/${id ?? 'new'}/content`, content, () => base.value?.content ?? ''),
  ]
  const recalled = ref(false)
  void Promise.all(drafts.map((draft) => draft.loaded)).then((found) => (recalled.value = found.some(Boolean)))
  const changed = computed(
    () => title.value !== (base.value?.title ?? '') || content.value !== (base.value?.content ?? ''),
  )

  function fields(): Fields {
    const now = { title: title.value.trim(), content: content.value }
    if (!base.value) return now
    return Object.fromEntries(Object.entries(now).filter(([field, value]) => base.value![field as 'title'] !== value))
  }

  /** The id of the post once it is saved, or undefined. */
  async function save(): Promise<string | undefined> {
    const is = base.value
    const body = fields()
    if (is && !Object.keys(body).length) return is.id
    busy.value = true
    fault.value = ''
    faults.value = {}
    const outcome = await perform({
      says: is ? m.value.posts.changed(title.value) : m.value.posts.written(title.value),
      writes: [
        is
          ? { op: 'patch', kind: 'post', id: is.id, body, ifMatch: is.revision }
          : { op: 'create', kind: 'post', id: newId(), body },
      ],
      refused: (problem) => {
        tell(problem)
        return true
      },
    })
    busy.value = false
    if (outcome.state === 'refused') {
      if (outcome.problem.code === 'lost-race') meet(outcome.problem)
      return undefined
    }
    settled()
    return outcome.state === 'done' ? outcome.entities[0]?.id : is?.id
  }

  /** It is settled here, in the place of the list of what could not be done. */
  function meet(problem: Problem) {
    const told = outbox.failed.find((it) => it.problem === problem)
    if (told) outbox.dismiss(told)
    conflict.value = { conflicts: problem.conflicts ?? [], revision: problem.revision ?? 0 }
  }

  /** Goes on from what there is now, with the choice of the person for each field, and saves. */
  async function resolve(chosen: Record<string, string>) {
    const { data } = await http.call<Post>('GET', `/api/posts/${encodeURIComponent(base.value!.id)}`)
    posts.put(data)
    const mine = fields()
    const before = base.value!
    base.value = data
    if (!('title' in mine) && title.value === before.title) title.value = data.title
    if (!('content' in mine) && content.value === before.content) content.value = data.content
    if (chosen['title'] !== undefined) title.value = chosen['title']
    if (chosen['content'] !== undefined) content.value = chosen['content']
    conflict.value = null
    return save()
  }

  function settled() {
    for (const draft of drafts) draft.settled()
  }

  function discard() {
    title.value = base.value?.title ?? ''
    content.value = base.value?.content ?? ''
    recalled.value = false
    settled()
  }

  return { title, content, busy, fault, faults, recalled, changed, conflict, save, resolve, discard }
}
