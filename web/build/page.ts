import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/**
 * The service has no compressor for these: each text file goes into the jar with its .gz and .br twin. They are made
 * from what was written, as Vite still changes the chunks in generateBundle, after plugins that come last.
 */
export function compressed(): Plugin {
  return {
    name: 'corkboard-compressed',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|html|svg|webmanifest|json)$/.test(name)) continue
        const file = join(dir!, name)
        const source = readFileSync(file)
        if (source.length < 512) continue
        writeFileSync(`${file}.gz`, gzipSync(source, { level: 9 }))
        writeFileSync(`${file}.br`, brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
      const names = readdirSync(dir!, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'files.txt')
        .map((entry) => join(entry.parentPath, entry.name).slice(dir!.length + 1))
      writeFileSync(join(dir!, 'files.txt'), names.toSorted().join('\n') + '\n')
    },
  }
}

/**
 * Fails the build when the scripts of a first load weigh more: those that index.html starts with, and the modules that
 * are named here, with all that they import.
 */
export function budget(kilobytes: number, first: readonly string[]): Plugin {
  return {
    name: 'corkboard-budget',
    apply: 'build',
    writeBundle(_, bundle) {
      const needed = new Set<string>()
      const take = (name: string) => {
        const chunk = bundle[name]
        if (chunk?.type !== 'chunk' || needed.has(name)) return
        needed.add(name)
        chunk.imports.forEach(take)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue
        const named = first.some((module) => chunk.facadeModuleId?.endsWith(module))
        if (chunk.isEntry || named) take(name)
      }
      let sum = 0
      for (const name of needed) {
        const chunk = bundle[name]
        if (chunk?.type === 'chunk') sum += gzipSync(chunk.code, { level: 9 }).length
      }
      const weight = `${(sum / 1024).toFixed(1)} KB of scripts at the first load, of ${kilobytes} KB`
      if (sum > kilobytes * 1024) this.error(`Too heavy: ${weight}. Load by need what a board does not show at once.`)
      console.log(`\n${weight} (gzip, ${needed.size} files).`)
    },
  }
}
