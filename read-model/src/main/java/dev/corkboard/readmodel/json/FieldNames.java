package dev.corkboard.readmodel.json;

/** Field names as they are outside and in storage, from and to the names that they have in the code. */
public final class FieldNames {
  private FieldNames() {}

  public static String camel(String snake) {
    int underscore = snake.indexOf('_');
    if (underscore < 0) return snake;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      boolean separator = snake.charAt(i) == '_' && i + 1 < snake.length();
      name.append(separator ? Character.toUpperCase(snake.charAt(++i)) : snake.charAt(i));
    }
    return name.toString();
  }

  public static String snake(String camel) {
    StringBuilder name = new StringBuilder();
    for (char letter : camel.toCharArray()) {
      if (Character.isUpperCase(letter)) name.append('_').append(Character.toLowerCase(letter));
      else
        name.append(letter);
    }
    return name.toString();
  }
}
