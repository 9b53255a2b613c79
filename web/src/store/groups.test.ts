import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { createCollection } from './collection'
import { useGroups } from './groups'

interface Item {
  id: string
  revision: number
  order: number
  group: 'a' | 'b'
}

const item = (id: string, order: number, group: Item['group'] = 'a', revision = 1): Item => ({
  id,
  order,
  group,
  revision,
})

function grouped() {
  const items = createCollection<Item>()
  const groupOf = ref((it: Item): Item['group'] | null => it.group)
  const groups = effectScope().run(() =>
    useGroups<Item, Item['group']>(items, { groupOf, compare: (x, y) => x.order - y.order }),
  )!
  return { items, groups, groupOf }
}

describe('groups', () => {
  it('keep their order whatever order things come in', () => {
    const { items, groups } = grouped()
    items.putAll([item('c', 3), item('a', 1)])
    items.put(item('b', 2))
    expect(groups.ids('a')).toEqual(['a', 'b', 'c'])
  })

  it('move what changes its group or order, and nothing else', () => {
    const { items, groups } = grouped()
    items.putAll([item('a', 1), item('b', 2), item('c', 3)])
    items.put(item('b', 9, 'a', 2))
    expect(groups.ids('a')).toEqual(['a', 'c', 'b'])
    items.put(item('a', 1, 'b', 2))
    expect([groups.ids('a'), groups.ids('b')]).toEqual([['c', 'b'], ['a']])
    const before = groups.ids('a')
    items.put(item('c', 3, 'a', 2))
    expect(groups.ids('a')).toBe(before)
  })

  it('let go of what is removed or does not belong any more', () => {
    const { items, groups, groupOf } = grouped()
    items.putAll([item('a', 1), item('b', 2), item('c', 3)])
    items.remove('b', 2)
    expect(groups.ids('a')).toEqual(['a', 'c'])
    groupOf.value = (it) => (it.order > 2 ? it.group : null)
    expect(groups.ids('a')).toEqual(['c'])
  })

  it('sort once for many', () => {
    const { items, groups } = grouped()
    const many = Array.from({ length: 10_000 }, (_, at) => item(`t${at}`, (at * 7919) % 10_007))
    groups.together(() => items.putAll(many))
    const orders = groups.ids('a').map((id) => items.peek(id)!.order)
    expect(orders).toHaveLength(10_000)
    expect(orders).toEqual(orders.toSorted((x, y) => x - y))
  })
})
