package dev.corkboard.readmodel.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is done in Redis as one step. An answer counts only under the pledge of its kind: a random name that expires
 * unless the keeper renews it, and that is replaced when an invalidation may have been lost.
 */
enum Script {
  /** Keys: pledge, entries. Answers nothing without a pledge, else the pledge, and each entry, or an empty text. */
  READ_ONES("""
      local told = redis.call('mget', unpack(KEYS))
      if not told[1] then return {} end
      for i = 2, #KEYS do told[i] = told[i] or '' end
      return told"""),

  /**
   * Keys: pledge, entries. Arguments: pledge, life, then revision and JSON of each. An older revision never replaces a
   * newer one. An entry is one text, as that costs Redis least: pledge, revision and JSON, with blanks between them.
   */
  KEEP_ONES("""
      local now = redis.call('mget', unpack(KEYS))
      if now[1] ~= ARGV[1] then return {} end
      for i = 2, #KEYS do
        local revision = ARGV[2 * i - 1]
        local pledge, newest = string.match(now[i] or '', '^(%S+) (%d+) ')
        if pledge ~= ARGV[1] or tonumber(newest) <= tonumber(revision) then
          redis.call('set', KEYS[i], ARGV[1] .. ' ' .. revision .. ' ' .. ARGV[2 * i], 'px', ARGV[2])
        end
      end
      return {'1'}"""),

  /** Keys: pledge, generation, entry. Answers pledge and generation and, if they are there, JSON, next cursor, ETag and position. */
  READ_LIST("""
      local now = redis.call('mget', KEYS[1], KEYS[2])
      if not now[1] or not now[2] then return {} end
      local entry = redis.call('hmget', KEYS[3], 'pledge', 'generation', 'json', 'next', 'etag', 'position')
      if entry[1] == now[1] and entry[2] == now[2] then
        return {now[1], now[2], entry[3], entry[4], entry[5], entry[6]}
      end
      return {now[1], now[2]}"""),

  /** Keys: pledge, generation, entry. Arguments: pledge, generation, life, JSON, next cursor, ETag, position. */
  KEEP_LIST("""
      local now = redis.call('mget', KEYS[1], KEYS[2])
      if now[1] ~= ARGV[1] or now[2] ~= ARGV[2] then return {} end
      redis.call('hset', KEYS[3], 'pledge', ARGV[1], 'generation', ARGV[2], 'json', ARGV[4], 'next', ARGV[5],
        'etag', ARGV[6], 'position', ARGV[7])
      redis.call('pexpire', KEYS[3], ARGV[3])
      return {'1'}"""),

  /** Keys: pledges. Answers each and how many milliseconds it lives; of one that is not there, nothing and something. */
  PLEDGES("""
      local told = {}
      for i, key in ipairs(KEYS) do
        told[2 * i - 1] = redis.call('get', key) or ''
        told[2 * i] = tostring(redis.call('pttl', key))
      end
      return told"""),

  /**
   * Keys: pledge, generation. Arguments: pledge, its life, generation, channel. Whatever was kept before counts no more.
   */
  PLEDGE("""
      redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
      redis.call('set', KEYS[2], ARGV[3])
      redis.call('publish', ARGV[4], ARGV[1])
      return {'1'}"""),

  /** Keys: pledge, generation. Arguments: pledge, its life. Answers nothing if the pledge is not the sender's. */
  RENEW("""
      if redis.call('get', KEYS[1]) ~= ARGV[1] or redis.call('exists', KEYS[2]) == 0 then return {} end
      redis.call('pexpire', KEYS[1], ARGV[2])
      return {'1'}"""),

  /**
   * Keys: pledge, generation, entries. Arguments: pledge, generation, life of an entry, the new revision of each, then
   * channel and message. The revision stays, without JSON, so that a slow reader cannot put an older answer back.
   */
  INVALIDATE("""
      if redis.call('get', KEYS[1]) ~= ARGV[1] then return {} end
      redis.call('set', KEYS[2], ARGV[2])
      for i = 3, #KEYS do
        local revision = ARGV[i + 1]
        local pledge, newest = string.match(redis.call('get', KEYS[i]) or '', '^(%S+) (%d+) ')
        if pledge ~= ARGV[1] or tonumber(newest) < tonumber(revision) then
          redis.call('set', KEYS[i], ARGV[1] .. ' ' .. revision .. ' ', 'px', ARGV[3])
        end
      end
      redis.call('publish', ARGV[#ARGV - 1], ARGV[#ARGV])
      return {'1'}""");

  private final String lua;
  private final String digest;

  Script(String lua) {
    this.lua = lua;
    this.digest = sha1(lua);
  }

  String lua() {
    return lua;
  }

  String digest() {
    return digest;
  }

  private static String sha1(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
