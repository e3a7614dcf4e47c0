/// Every text of the pages, by what it says. A missing translation does not compile away: the tests hold both languages against this list.
enum Text: String, CaseIterable, Sendable {
    case audit, auditDone, auditRefused, auditSub, auditWhat, auditWho, byPolling, byWebhooks, changesComeBy, connectEnded
    case connected, noAudit, noAuditText, taskMaintainShop, taskPrivacyRequests
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
    case notStarted, note, nothingRuns, nothingRunsText, nothingToResolve, noticeCancel, noticeHold, noticeReady,
        noticeRestart, now
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
    // Records, mappings, the ledger, people.
    case activate, active, addCategory, addToken, addUser, adjustBy, adjustLocationHelp, adjustQuantityHelp, adjustStock, adjustTo
    case adjustVariantHelp, amount, apiTokens, apiTokensSub, archived, atMost, barcode, blocked, bulkDone, bulkPartly, categories
    case categoriesSub, categoryCodeHelp, categoryDescriptionHelp, categoryRemoved, changePassword, checkMarked, chooseRole, chooseShop
    case chooseTask, clocksBack, clocksForward, comingBack, contact, copy, copyDetails, correction, correctionHelp, cost, count
    case creditMemos, currentIsWrong, currentPassword, currentPasswordHelp, customerMapped, customerNumber, customerNumberHelp
    case dateAndTime, deactivate, deactivated, deleteSelectedConfirm, descriptionHelp, details, difference, differs, documentPosted
    case documents, durations, earliestStartHelp, edit, editEntry, entriesShort, event, expiresHelp, fees, find, findCustomer, findItem
    case gross, history, invoiced, isDeactivated, isPosted, isShippedInFull, itemNumber, itemNumberHelp, kind, language, languageHelp
    case lastUsed, location, locationOfLines, locations, mapAndProcess, mapAndProcessOrders, mapCustomerIntro, mapOnly, mapOrderIntro
    case mapProductIntro, mapped, mapping, maximumAttempts, maximumAttemptsHelp, missedAll, missedHelp, missedOnce, missedRuns, missedSkip
    case movements, mySettings, net, newLink, newPassword, newPasswordHelp, newToken, newTokenText, newUser, newUserIntro, noCategories
    case noCategoriesText, noLocations, noLocationsText, noMovements, noMovementsText, noParameters, noPayouts, noPayoutsText, noProducts
    case noProductsText, noReceipts, noReceiptsText, noShipments, noShipmentsText, noShopCustomers, noShopCustomersText, noStock
    case noStockText, noTokens, noTokensText, noTransactions, noTransactionsText, notANumber, notMapped, notPosted, notYourself
    case nothingFits, nothingFitsText, nothingFound, nothingSelected, nothingToInvoice, onFailureHelp, onHand, oneTimeLink
    case oneTimeLinkText, ordered, ordersADay, ordersAreProcessed, outstandingOf, packageNumber, pagesOfPlace, paidOut, passwordAgain
    case passwordAgainHelp, passwordChanged, passwordsDiffer, payout, payoutDate, payoutDiffers, payoutDiffersMend, payouts, payoutsSub
    case pickOne, pointsADay, postConfirm, postCreditMemo, postInvoice, postReceipt, postReceipts, postShipment, posted, priceGroup
    case processInBackground, product, productMapped, products, productsSub, quantityRange, receiptsPosted, reconciled, reconciliation
    case removeUserConfirm, requestsADay, rerunDelayHelp, reserved, returnOrders, revoke, role, roleAdministrator, roleHelp, roleOperator
    case roleViewer, search, searchCustomers, searchDocuments, searchItems, searchOrders, searchProducts, searchShipments, selectAll
    case selectRow, setPassword, settings, shipIntro, shipLocationHelp, shipSomething, shipment, shipments, shipped, shippingAgent
    case shippingAgentHelp, shopCustomers, shopCustomersSub, showEverything, showParameters, slotFirst, slotMoved, slotSecond, stillOpen
    case stockAdjusted, suggestedReceipts, sumOfTransactions, systemTheme, theme, themeHelp, timeoutHelp, tokenNameHelp, tokenRevoked
    case trackingNo, trackingNoHelp, transactions, type, unit, unmap, unmapConfirm, unmapped, userActivated, userDeactivated, userMenu
    case userNameHelp, userRemoved, users, usersSub, variant, vatNumber, whichCustomer, whichItem, wholeList, wholeNumber, width
    case widthHelp, withSelected
    case dailyAt, entriesMade, everyMinutes, makeEntries, recommendedSchedule, recommendedScheduleSub, syncAll, taskSyncAll, willBeMade
    // Messages from Shopify and to people, the shops' budget.
    case nothingYet, nothingYetText, searchOn
    case becameOf, budgetNow, budgetOf, budgetRate, budgetUnknown, deliveryDone, deliveryKnown, deliveryPending, deliveryQueued
    case deliveryUnwanted, dueBy, markSeen, noNotices, noNoticesText, noPrivacyRequests, noPrivacyRequestsText
    case noReceivedWebhooks, noReceivedWebhooksText, notDoneYet, notDoneYetText, nothingHeld, nothingHeldText, noticeSeen
    case notices, noticesSub, onlyUnseen, pointsToday, privacyDone, privacyOpen, privacyRequests, privacyRequestsSub
    case privacyWish, received, receivedWebhooks, receivedWebhooksSub, reference, sortBy, topic, whatIsHeld, whatWasDone
    case wishForgetCustomer, wishForgetShop, wishTell
}
