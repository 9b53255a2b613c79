package dev.corkboard.service.serialization;

/** Field names as they are stored, from and to the names that they have in the code. */
final class Camel {
  private Camel() {}

  static String of(String snake) {
    int underscore = snake.indexOf('_');
    if (underscore < 0) return snake;
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      boolean separator = snake.charAt(i) == '_' && i + 1 < snake.length();
      camel.append(separator ? Character.toUpperCase(snake.charAt(++i)) : snake.charAt(i));
    }
    return camel.toString();
  }

  static String toSnake(String camel) {
    StringBuilder snake = new StringBuilder();
    for (char letter : camel.toCharArray()) {
      if (Character.isUpperCase(letter)) snake.append('_').append(Character.toLowerCase(letter));
      else
        snake.append(letter);
    }
    return snake.toString();
  }
}
