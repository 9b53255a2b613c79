import { expect, it } from 'vitest'
import { excerpt } from './excerpt'

it('shows the words of a text, without its marks', () => {
  expect(excerpt('# Battery\n\n- [x] **measured**\n- see [the log](https://example.org)\n\n```js\nx()\n```')).toBe(
    'Battery measured see the log x()',
  )
})

it('ends at a word', () => {
  expect(excerpt('one two three four', 9)).toBe('one two …')
  expect(excerpt('one', 9)).toBe('one')
})
