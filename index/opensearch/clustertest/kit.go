package clustertest

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

//go:embed node
var sources embed.FS

// errLacking is wrapped by errors about what the machine lacks.
var errLacking = errors.New("the machine lacks what a cluster needs: Maven, and a JDK of Java 17 or newer")

// A kit is what nodes are started from.
type kit struct {
	java  string
	dir   string // of the libraries
	cache bool   // whether Java starts from an archive of loaded classes
}

// arguments are what Java is started with before the node's settings.
func (k *kit) arguments() []string {
	out := []string{"-Xms320m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dwatch.stdin=true"}
	if k.cache {
		out = append(out, "-XX:AOTCache="+filepath.Join(k.dir, "node.aot"))
	}
	path := filepath.Join(k.dir, "node.jar") + string(os.PathListSeparator) + filepath.Join(k.dir, "lib", "*")
	return append(out, "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", path, "TestNode")
}

var prepared = sync.OnceValues(prepare)

// prepare fetches and compiles what nodes need, unless an earlier run has done so.
func prepare() (*kit, error) {
	home, version, err := newestJDK()
	if err != nil {
		return nil, err
	}
	maven, err := exec.LookPath("mvn")
	if err != nil {
		return nil, fmt.Errorf("mvn: %w", errLacking)
	}
	runner := "3.8.0.0"
	if version < 21 {
		runner = "2.19.1.0"
	}
	cache := os.Getenv(CacheVariable)
	if cache == "" {
		if cache, err = os.UserCacheDir(); err != nil {
			return nil, err
		}
	}
	k := &kit{java: filepath.Join(home, "bin", "java"), dir: filepath.Join(cache, "imr", "opensearch-"+runner+"-java"+strconv.Itoa(version)+"-"+sum())}
	if err := os.MkdirAll(k.dir, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(k.dir, "lock"))
	if err := lock.Lock(); err != nil {
		return nil, err
	}
	defer func() { _ = lock.Unlock() }()
	done := filepath.Join(k.dir, "done")
	if _, err := os.Stat(done); err == nil {
		k.cache = version >= 25
		return k, nil
	}
	if err := k.make(home, maven, runner, version); err != nil {
		return nil, err
	}
	k.cache = version >= 25
	return k, os.WriteFile(done, nil, 0o644)
}

// make fills the folder.
func (k *kit) make(home, maven, runner string, version int) error {
	source := filepath.Join(k.dir, "source")
	if err := os.RemoveAll(source); err != nil {
		return err
	}
	files, err := fs.Sub(sources, "node")
	if err != nil {
		return err
	}
	if err := os.CopyFS(source, files); err != nil {
		return err
	}
	env := append(os.Environ(), "JAVA_HOME="+home)
	run := func(name string, args ...string) error {
		c := exec.Command(name, args...)
		c.Dir, c.Env = source, env
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
		}
		return nil
	}
	classes := filepath.Join(source, "classes")
	return first(
		func() error {
			err := run(maven, "-B", "-q", "-ntp", "-Drunner.version="+runner, "dependency:copy-dependencies", "-DoutputDirectory="+filepath.Join(k.dir, "lib"), "-DincludeScope=runtime")
			if err != nil {
				err = fmt.Errorf("%w, or a repository that it reaches: %w", errLacking, err)
			}
			return err
		},
		func() error {
			return run(filepath.Join(home, "bin", "javac"), "-nowarn", "--release", strconv.Itoa(min(version, 21)), "-cp", filepath.Join(k.dir, "lib", "*"), "-d", classes, "TestNode.java")
		},
		func() error {
			return run(filepath.Join(home, "bin", "jar"), "cf", filepath.Join(k.dir, "node.jar"), "-C", classes, ".", "log4j2.properties")
		},
		func() error {
			if version < 25 {
				return nil
			}
			return k.record()
		},
	)
}

// first does one thing after the other, until one fails.
func first(things ...func() error) error {
	for _, do := range things {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// record starts a node once and ends it, so that Java writes the archive of loaded
// classes with which later ones start in a fraction of the time.
func (k *kit) record() error {
	dir, err := os.MkdirTemp("", "imr-record-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ports, err := freePorts(2)
	if err != nil {
		return err
	}
	n := &Node{Name: "n1", home: filepath.Join(dir, "n1"), Address: fmt.Sprintf("http://127.0.0.1:%d", ports[0])}
	n.starting = []string{"path.home=" + n.home, "node.name=n1", "network.host=127.0.0.1", fmt.Sprintf("http.port=%d", ports[0]), fmt.Sprintf("transport.port=%d", ports[1]), "discovery.type=single-node"}
	recording := &kit{java: k.java, dir: k.dir}
	c := &Cluster{Nodes: []*Node{n}, dir: dir, kit: recording}
	recordings := append([]string{"-XX:AOTCacheOutput=" + filepath.Join(k.dir, "node.aot")}, recording.arguments()...)
	if err := os.MkdirAll(filepath.Join(n.home, "config"), 0o755); err != nil {
		return err
	}
	n.command = exec.Command(k.java, append(recordings, n.starting...)...)
	if n.stdin, err = n.command.StdinPipe(); err != nil {
		return err
	}
	var said bytes.Buffer
	n.command.Stdout, n.command.Stderr = &said, &said
	if err := n.command.Start(); err != nil {
		return err
	}
	n.ended = make(chan struct{})
	go func() {
		_ = n.command.Wait()
		close(n.ended)
	}()
	if err := c.Wait(1, startLimit); err != nil {
		n.Kill()
		return fmt.Errorf("%w\n%s", err, said.Bytes())
	}
	_ = n.stdin.Close() // the node ends, and Java writes
	select {
	case <-n.ended:
		return nil
	case <-time.After(startLimit):
		n.Kill()
		return errors.New("the node that was recorded does not end")
	}
}

// sum tells one version of the sources from another.
func sum() string {
	h := sha256.New()
	_ = fs.WalkDir(sources, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := sources.ReadFile(path)
			_, _ = h.Write(data)
		}
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:8]
}

var versionPattern = regexp.MustCompile(`(?m)^JAVA_VERSION="(\d+)`)

// newestJDK returns the folder of a JDK and its version: that of JAVA_HOME, else
// the newest of those that are installed.
func newestJDK() (home string, version int, err error) {
	homes, _ := filepath.Glob("/usr/lib/jvm/*")
	if given := os.Getenv("JAVA_HOME"); given != "" {
		homes = []string{given}
	}
	for _, h := range homes {
		release, err := os.ReadFile(filepath.Join(h, "release"))
		if err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(h, "bin", "javac")); err != nil {
			continue
		}
		m := versionPattern.FindSubmatch(release)
		if m == nil {
			continue
		}
		if v, _ := strconv.Atoi(string(m[1])); v >= 17 && v > version {
			home, version = h, v
		}
	}
	if home == "" {
		return "", 0, fmt.Errorf("javac: %w", errLacking)
	}
	return home, version, nil
}
