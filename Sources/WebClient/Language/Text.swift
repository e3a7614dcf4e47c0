/// Every text of the pages, by what it says. A missing translation does not compile away: the tests hold both languages against this list.
enum Text: String, CaseIterable, Sendable {
    case activityShort, skippedShort
    case about, accessToken, accessTokenHelp, action, activityLog, activitySub, actualPoints, addresses, afterCompletion, ago, alive
    case all, allIsWell, allIsWellText, apiVersion, at, attempt, attempts, attemptsAndFailure, averageTime, billTo, cancel, cancelRun
    case cancelling, cannotBeProcessed, category, categoryHelp, changed, city, clientID, clientIDHelp, clientSecret, clientSecretHelp
    case clocksChange, close, code, codeHelp, connect, copyStarted, country, createOnHold, createReady, created, creditMemo, currency
    case customer, customers, darkTheme, date, dayNames, days, daysHelp, delete, deleteConfirm, description, disable, disabled
    case discount, dismiss, dismissed, document, domain, dryRun, earliestStart, email, enable, enabled, end, endHelp, ended, endpoint
    case endpointHelp, enteredBy, entryDeleted, entryMade, every, everyHelp, expires, facts, failedCount, failedEntries, failureMend
    case field, firstPage, fixedRate, formula, formulaHelp, from, fulfillment, general, gone, health, held, heldBy, inBackground
    case inForeground, inProcessThenHold, inTheLedger, inTheShop, inTime, invoice, invoices, isNotActive, isNotRunning, isProcessed
    case isRunning, isWell, item, items, jobQueue, jobQueueEntries, jobQueueEntriesSub, lastRun, lastRunFailed, lastSeen, lastTest
    case ledger, ledgerSub, lightTheme, lines, linkEnded, linkEndedText, locks, log, logEmpty, logEntries, logEntriesSub, message
    case name, needed, needsYou, newEntry, newEntryIntro, newShop, newShopIntro, nextPage, nextStart, nextTenRuns, nextTry, no
    case noActivity, noActivityText, noCustomers, noCustomersText, noDifferences, noDocuments, noDocumentsText, noEntries
    case noEntriesOfShop, noEntriesText, noItems, noItemsText, noLines, noOrders, noOrdersText, noRuns, noRunsText, noSchedule
    case noShops, noShopsText, noSkipped, noSkippedText, noWorker, noWorkerText, node, notProcessedYet, notProcessedYetText, notSaved
    case notStarted, note, nothingRuns, nothingRunsText, nothingToResolve, noticeCancel, noticeHold, noticeReady, noticeRestart, now
    case nowAndNext, number, onFailure, onFailureKeep, onFailureStop, once, onlyProblems, open, openEntry, operation, order
    case orderProcessed, orderResolved, orderUpdate, orderUpdates, orders, ordersShort, ordersSub, ordersWithProblems, owner, page
    case paidBy, parameters, password, payment, phone, placed, places, plan, points, pointsARun, price, priority, priorityHelp
    case priorityHigh, priorityLow, priorityNormal, problem, problems, processNow, processOrders, processed, progress, quantity
    case queueStarted, read, reason, recentRuns, record, recurs, remove, removeShopConfirm, requestErrors, requestPageIntro
    case requestedPoints, requests, requestsARun, rerunDelay, resolve, restart, result, retry, returnOrder, roleCenter, roleCenterSub
    case runOnce, running, runningNow, runningWord, runs, salesOrder, salesOrders, save, saved, schedule, scheduledFor, sellTo
    case setOnHold, setReady, shipTo, shipping, shop, shopAdded, shopAddress, shopAddressHelp, shopDisabled, shopEnabled, shopHelp
    case shopIsDisabled, shopOrder, shopRemoved, shops, shopsShort, shopsSub, showAll, showEntry, signIn, signOut, since
    case skipToContent, skippedCount, skippedRecords, skippedSub, spacing, spacingHelp, standardParameters, start, startAndWait
    case startHelp, startInBackground, startNow, started, status, statusCancelled, statusError, statusExpired, statusFinished
    case statusInProcess, statusOnHold, statusReady, statusSkipped, statusSleeping, statusSuccess, statusWaiting, stock, stop
    case successRate, syncMore, syncOrders, syncsRun, task, taskHelp, taskProcessOrders, taskSyncCustomers, taskSyncImages
    case taskSyncInventory, taskSyncOrders, taskSyncPayouts, taskSyncProducts, taskSyncShipments, tax, tellMe, tellMeHint, tellMeLong
    case testConnection, testFailed, testPassed, timelineEmpty, timeout, to, took, total, unchanged, unmappedCustomers
    case unmappedProducts, unprocessed, unprocessedOrders, updated, userName, variants, vendor, waitsFor, waitsForLong, waitsMend
    case welcome, welcomeIntro, whatHappened, willRetry, workers, wrongPassword, yes, zone, zoneHelp
}
