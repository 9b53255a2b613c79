package dev.corkboard.service.http;

/** Field names as they are outside, from the names that they have in the code. */
final class Names {
  private Names() {}

  static String snake(String camel) {
    StringBuilder snake = new StringBuilder();
    for (char letter : camel.toCharArray()) {
      if (Character.isUpperCase(letter)) snake.append('_').append(Character.toLowerCase(letter));
      else
        snake.append(letter);
    }
    return snake.toString();
  }
}
