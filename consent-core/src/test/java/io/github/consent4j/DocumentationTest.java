package io.github.consent4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Everything that users can name has a comment. */
class DocumentationTest {

  @Test
  void every_public_type_and_member_has_a_comment() throws IOException {
    Set<String> bare = new TreeSet<>();
    int described = 0;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        PublicMembers members = new PublicMembers(comments, bare);
        members.scan(unit, null);
        described += members.described;
      }
    }
    assertThat(described).as("described types and members").isGreaterThan(200);
    assertThat(bare).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : UsersPackages.ofCore()) {
      sources.addAll(inPackage("consent-core", name));
    }
    sources.addAll(inPackage("consent-servlet", UsersPackages.SERVLET));
    sources.addAll(inPackage("consent-servlet", UsersPackages.VIEW));
    sources.addAll(inPackage("consent-spring-starter", "spring"));
    sources.addAll(inPackage("consent-spring-starter", "spring.test"));
    return sources;
  }

  private static List<Path> inPackage(String module, String name) {
    String folder = module + "/src/main/java/" + (UsersPackages.PREFIX + name).replace('.', '/');
    return UsersPackages.sources(UsersPackages.ROOT.resolve(folder), 1);
  }

  /** Collects what is public or protected and has no comment. */
  private static final class PublicMembers extends TreePathScanner<Void, Void> {

    private final DocTrees comments;
    private final Set<String> bare;
    private int described;

    PublicMembers(DocTrees comments, Set<String> bare) {
      this.comments = comments;
      this.bare = bare;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      check(type.getSimpleName());
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (isVisible(method.getModifiers()) && !isOverriding(method) && !isCanonical(method)) {
        check(method.getName());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      if (isVisible(field.getModifiers())) {
        check(field.getName());
      }
      return null;
    }

    private void check(CharSequence name) {
      if (comments.getDocComment(getCurrentPath()) == null) {
        bare.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
      } else {
        described++;
      }
    }

    /**
     * Returns whether a member is visible. Members of interfaces are public, with or without the
     * modifier.
     */
    private boolean isVisible(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || (parent().getKind() == Tree.Kind.INTERFACE
              && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private static boolean isOverriding(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /**
     * Returns whether a method is the canonical constructor of a record. The record's comment
     * describes it with the components.
     */
    private boolean isCanonical(MethodTree method) {
      return method.getReturnType() == null
          && parent() instanceof ClassTree type
          && type.getKind() == Tree.Kind.RECORD
          && types(type.getMembers()).equals(types(method.getParameters()));
    }

    private static List<String> types(List<? extends Tree> trees) {
      return trees.stream()
          .filter(VariableTree.class::isInstance)
          .map(VariableTree.class::cast)
          .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
          .map(field -> field.getType().toString())
          .toList();
    }

    private Tree parent() {
      return getCurrentPath().getParentPath().getLeaf();
    }
  }
}
