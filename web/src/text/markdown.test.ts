import { describe, expect, it } from 'vitest'
import { tasksIn, toHtml, withTask } from './markdown'

describe('texts of people', () => {
  it('show HTML as text', () => {
    expect(toHtml('<b>hi</b> <img src=x onerror=alert(1)>')).not.toMatch(/<(b|img)/)
    expect(toHtml('<script>alert(1)</script>')).not.toContain('<script')
    expect(toHtml('<div>\n**bold**\n</div>')).toContain('<strong>bold</strong>')
    expect(toHtml('a < b &amp; c & d')).toContain('a &lt; b &amp; c &amp; d')
  })

  it('lead to the web and to mails only', () => {
    expect(toHtml('[x](javascript:alert(1))')).toBe('<p>x</p>\n')
    expect(toHtml('[x](JaVaScRiPt&#58;alert(1))')).not.toContain('href="j')
    expect(toHtml('[x](data:text/html,1)')).toBe('<p>x</p>\n')
    expect(toHtml('[x](https://example.org/?a=1&b="2")')).toContain('rel="noopener noreferrer nofollow"')
    expect(toHtml('![a picture](https://example.org/p.png)')).toMatch(
      /<a href="https:\/\/example.org\/p.png"[^>]*>a picture<\/a>/,
    )
    expect(toHtml('<mailto:a@example.org>')).toContain('href="mailto:a@example.org"')
  })

  it('number their tasks', () => {
    expect(toHtml('- [ ] a\n- [x] b')).toMatch(/data-task="0">.*data-task="1" checked>/s)
  })
})

describe('a task', () => {
  const text = '- [ ] one\n- [x] two\n  - [ ] inside\n\n```\n- [ ] code\n```\n\n> 1. [ ] quoted\n\n- no task [ ] here'

  it('is ticked where it stands', () => {
    expect(tasksIn(text)).toEqual({ all: 4, done: 1 })
    expect(withTask(text, 2, true)).toBe(text.replace('[ ] inside', '[x] inside'))
    expect(withTask(text, 1, false)).toBe(text.replace('[x] two', '[ ] two'))
    expect(withTask(text, 3, true)).toBe(text.replace('[ ] quoted', '[x] quoted'))
  })

  it('stays as it is if it is not there, or so already', () => {
    expect(withTask(text, 9, true)).toBe(text)
    expect(withTask(text, 1, true)).toBe(text)
  })
})
