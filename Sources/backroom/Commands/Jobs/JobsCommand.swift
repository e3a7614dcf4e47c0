import ArgumentParser

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "The job queue: entries and their runs.",
        subcommands: [
            JobsAdd.self, JobsList.self, JobsShow.self, JobsSet.self, JobsReady.self, JobsHold.self, JobsRestart.self, JobsCancel.self,
            JobsDelete.self, JobsRunOnce.self, JobsNext.self, JobsLog.self, JobsWatch.self,
        ]
    )
}
