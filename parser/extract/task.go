package extract

import (
	"context"
	"fmt"
)

// A Task is work on the text of a file that is done where the file is read: in a
// worker process, which may take so much time and memory, opens no file and
// reaches no network. NewTask makes one.
type Task struct{ name string }

// tasks are those of the program, by name. It is filled while packages are
// initialized and only read afterwards; a worker is the same program.
var tasks = map[string]func(doc Document, arg []byte) ([]byte, error){}

// NewTask makes a task of a name that no other has, to be kept in a variable of a
// package. run gets the text and what was given to Run; an error of it that wraps
// no error of this package comes out of Run as ErrDamaged.
func NewTask(name string, run func(doc Document, arg []byte) ([]byte, error)) *Task {
	if tasks[name] != nil {
		panic("extract: two tasks are called " + name)
	}
	tasks[name] = run
	return &Task{name}
}

// runTask runs a task in this process.
func runTask(name string, doc Document, arg []byte) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, refuse(ErrDamaged, "%s: the parser failed: %v", name, r)
		}
	}()
	run := tasks[name]
	if run == nil {
		return nil, fmt.Errorf("no task is called %q", name)
	}
	return run(doc, arg)
}

// Run reads one file as Read does and runs a task over its text, both in a
// worker. Beside the errors of Read it returns those of the task.
func (p *Pool) Run(ctx context.Context, t *Task, name string, data, arg []byte) ([]byte, error) {
	a := p.do(ctx, request{name: name, data: data, task: t.name, arg: arg})
	return a.out, a.err
}
